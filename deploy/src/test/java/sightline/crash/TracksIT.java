package sightline.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.Detection;
import sightline.events.ObjectsDetected;
import sightline.events.Provenance;
import sightline.inference.track.Tracker;
import sightline.inference.track.TrackerKind;
import sightline.inference.track.TrackerSettings;
import sightline.inference.track.Trackers;

/** Worker processes die; the objects keep the ids that they would have had otherwise. */
class TracksIT {

  private static final long SEED = 3;
  private static final TrackerKind KIND = TrackerKind.BYTETRACK;

  @TempDir Path folder;

  @Test
  void shouldGiveTheIdsThatATrackerGivesThatNeverDies() throws Exception {
    try (Drill drill = Drill.open(folder, Drill.EXACTLY_ONCE, "classic", SEED).tracking(KIND)) {
      drill.haltAt(HaltPoint.IN_DRAIN, 10);
      drill.haltAt(HaltPoint.BEFORE_OFFSETS, 3);
      drill.haltAt(HaltPoint.BEFORE_COMMIT, 3);
      drill.haltAt(HaltPoint.AFTER_COMMIT, 3);
      drill.killAtRandom(2);

      Account account = drill.finish();

      account.requireExactlyOnce();
      requireIdsOfOneTracker(drill.resultsReadable());
    }
  }

  private static void requireIdsOfOneTracker(List<ObjectsDetected> results) {
    Trackers makers = Trackers.of(TrackerSettings.of(KIND));
    Map<String, Tracker> trackers = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (ObjectsDetected result : results) {
      Provenance provenance = result.provenance();
      String camera = provenance.frame().camera();
      List<Detection> untracked = result.detections().stream().map(TracksIT::withoutId).toList();

      List<Detection> expected =
          trackers
              .computeIfAbsent(camera, ignored -> makers.start())
              .update(provenance.frame(), provenance.capturedAt(), untracked);

      assertThat(result.detections()).as("%s", provenance.frame()).isEqualTo(expected);
      expected.stream()
          .filter(one -> one.track() > 0)
          .forEach(one -> seen.add(camera + "/" + one.track()));
    }
    System.out.printf(
        "%d results of %d cameras, %d ids%n", results.size(), trackers.size(), seen.size());
    assertThat(seen).hasSizeGreaterThan(2 * trackers.size());
  }

  private static Detection withoutId(Detection one) {
    return new Detection(
        one.box(), one.classId(), one.label(), one.score(), 0, one.landmarks(), one.mask());
  }
}
