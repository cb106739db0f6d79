package sightline.inference.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.events.Detection;
import sightline.events.FrameId;
import sightline.events.geometry.Box;
import sightline.events.geometry.Mask;
import sightline.inference.testmodel.SharedFiles;

/**
 * People who cross a street in front of a camera, 71 frames: TUD-Campus of MOT 2015, with the
 * public detections, and with the true boxes as detections.
 */
class TudCampusTest {

  private static final String FOUND = "datasets/mot-tud-campus-frames/data/TUD-Campus/det/det.txt";
  private static final String PEOPLE =
      "vectors/mot-tud/tests/data/demo_MOT15_data/train/TUD-Campus/gt/gt.txt";

  @ParameterizedTest
  @CsvSource({"SORT, .45, 15", "BYTETRACK, .5, 15"})
  void shouldFollowPeopleByDetectionsOfTheBenchmark(
      TrackerKind kind, double leastAccuracy, int mostSwitches) throws IOException {
    Tally tally = follow(kind, read(FOUND, 40), read(PEOPLE, 1));

    System.out.println("TUD-Campus, public detections, " + kind + ": " + tally);
    assertThat(tally.accuracy()).isGreaterThan(leastAccuracy);
    assertThat(tally.switches).isLessThan(mostSwitches);
  }

  @ParameterizedTest
  @CsvSource({"SORT, .9, 6", "BYTETRACK, .95, 4"})
  void shouldFollowPeopleByTheirTrueBoxes(TrackerKind kind, double leastAccuracy, int mostSwitches)
      throws IOException {
    Map<Integer, List<Detection>> truth = read(PEOPLE, 1);

    Tally tally = follow(kind, truth, truth);

    System.out.println("TUD-Campus, true boxes, " + kind + ": " + tally);
    assertThat(tally.accuracy()).isGreaterThan(leastAccuracy);
    assertThat(tally.switches).isLessThan(mostSwitches);
  }

  private static Tally follow(
      TrackerKind kind,
      Map<Integer, List<Detection>> detections,
      Map<Integer, List<Detection>> truth) {
    Tracker tracker = Trackers.of(TrackerSettings.of(kind)).start();
    var tally = new Tally();
    long start = System.nanoTime();
    for (int frame : truth.keySet()) {
      List<Detection> seen =
          tracker.update(
              new FrameId("campus", 1, frame),
              Instant.ofEpochMilli(40L * frame),
              detections.getOrDefault(frame, List.of()).stream()
                  .map(one -> new Detection(one.box(), 0, "person", one.score()))
                  .toList());
      tally.count(truth.get(frame), seen.stream().filter(one -> one.track() > 0).toList());
    }
    tally.micros = (System.nanoTime() - start) / 1000 / truth.size();
    return tally;
  }

  /** By frame; the ids of the file as tracks, confidence as score, {@code sure} and more as 1. */
  private static Map<Integer, List<Detection>> read(String name, double sure) throws IOException {
    Path file = SharedFiles.require(name);
    var frames = new TreeMap<Integer, List<Detection>>();
    for (String line : Files.readAllLines(file)) {
      String[] row = line.split(",");
      float left = Float.parseFloat(row[2]);
      float top = Float.parseFloat(row[3]);
      var box = new Box(left, top, left + Float.parseFloat(row[4]), top + Float.parseFloat(row[5]));
      float score = (float) Math.max(0, Math.min(1, Double.parseDouble(row[6]) / sure));
      long id = Math.max(0, Long.parseLong(row[1]));
      frames
          .computeIfAbsent(Integer.parseInt(row[0]), number -> new ArrayList<>())
          .add(new Detection(box, 0, "person", score, id, List.of(), Mask.NONE));
    }
    return frames;
  }

  /**
   * CLEAR MOT (Bernardin and Stiefelhagen 2008) at an overlap of 0.5, pairs of the frame before
   * kept while they hold, others taken greedily.
   */
  private static final class Tally {
    private final Map<Long, Long> trackOfPerson = new HashMap<>();
    private final Set<Long> tracks = new HashSet<>();
    private final Set<Long> people = new HashSet<>();
    private int boxes;
    private int missed;
    private int wrong;
    private int switches;
    private long micros;

    private void count(List<Detection> truth, List<Detection> seen) {
      List<Detection> left = new ArrayList<>(seen);
      List<Detection> open = new ArrayList<>();
      seen.forEach(one -> tracks.add(one.track()));
      for (Detection person : truth) {
        boxes++;
        people.add(person.track());
        Long track = trackOfPerson.get(person.track());
        boolean goesOn =
            left.removeIf(
                one -> track != null && one.track() == track && one.box().iou(person.box()) >= .5);
        if (!goesOn) {
          open.add(person);
        }
      }
      for (Detection person : open) {
        Detection best = best(person, left);
        if (best == null) {
          missed++;
        } else {
          left.remove(best);
          Long before = trackOfPerson.put(person.track(), best.track());
          switches += before != null && before != best.track() ? 1 : 0;
        }
      }
      wrong += left.size();
    }

    private static Detection best(Detection person, List<Detection> left) {
      Detection best = null;
      for (Detection one : left) {
        float overlap = one.box().iou(person.box());
        if (overlap >= .5 && (best == null || overlap > best.box().iou(person.box()))) {
          best = one;
        }
      }
      return best;
    }

    private double accuracy() {
      return 1 - (double) (missed + wrong + switches) / boxes;
    }

    @Override
    public String toString() {
      return "MOTA %.3f of %d boxes: %d missed, %d wrong, %d switches; %d people, %d tracks; %d µs"
          .formatted(
              accuracy(), boxes, missed, wrong, switches, people.size(), tracks.size(), micros)
          .concat(" a frame");
    }
  }
}
