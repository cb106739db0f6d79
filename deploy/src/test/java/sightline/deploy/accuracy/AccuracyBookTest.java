package sightline.deploy.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.events.AnomalyFound;
import sightline.events.Detection;
import sightline.events.FrameId;
import sightline.events.LogPosition;
import sightline.events.ModelRef;
import sightline.events.ObjectsDetected;
import sightline.events.Picture;
import sightline.events.Provenance;
import sightline.events.StageTimes;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;
import sightline.ingest.source.scene.SceneSettings;
import sightline.ingest.source.scene.SceneTruth;
import sightline.ingest.source.scene.truth.SceneClass;
import sightline.ingest.source.scene.truth.SceneObject;

class AccuracyBookTest {

  private static final SceneSettings SCENE =
      SceneSettings.parse("scene:junction?seed=7&size=320x240&day=0&odd=0.3");
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final Duration PERIOD = Duration.ofMillis(200);

  private final SceneTruth truth = new SceneTruth(SCENE);
  private Instant now = START;
  private final AccuracyBook book =
      new AccuracyBook(
          Map.of("yard", SCENE),
          new Clock() {
            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          });

  @Test
  void shouldFindNoFaultWithTheTruth() {
    see(0, 50, 1, SCENE.size());

    SlotAccuracy seen = only();
    assertThat(seen.kind()).isEqualTo("boxes");
    assertThat(seen.frames()).isEqualTo(50);
    assertThat(seen.since()).isEqualTo(START);
    assertThat(seen.values()).containsEntry("F1", 1.).containsEntry("precision", 1.);
  }

  @Test
  void shouldTellTheTruthInTheSizeOfTheFrameThatWasPublished() {
    see(0, 50, 1, new FrameSize(160, 120));

    assertThat(only().values().get("F1")).isEqualTo(1);
  }

  @Test
  void shouldCountWhatIsMissedAndWhatIsNotThere() {
    for (int i = 0; i < 50; i++) {
      List<Detection> found = boxes(i, SCENE.size());
      found.replaceAll(one -> new Detection(aside(one.box()), one.classId(), one.label(), 1));
      book.accept(detected("street", i, 1, SCENE.size(), found));
    }

    assertThat(only().values().get("F1")).isLessThan(.2);
    assertThat(only().values().get("recall")).isLessThan(.2);
  }

  @Test
  void shouldBeginAnewWithAnotherModel() {
    see(0, 20, 1, SCENE.size());
    see(20, 25, 2, SCENE.size());

    assertThat(only().frames()).isEqualTo(5);
    assertThat(only().model()).isEqualTo("street/2");
  }

  @Test
  void shouldForgetWhatIsOlderThanAMinute() {
    see(0, 50, 1, SCENE.size());

    now = START.plus(Duration.ofSeconds(65));

    assertThat(only().frames()).isEqualTo(25);
  }

  @Test
  void shouldCompareNoMoreFramesThanAreNeeded() {
    for (int i = 0; i < 100; i++) {
      Instant at = START.plus(Duration.ofMillis(20L * i));
      book.accept(new ObjectsDetected(from("street", i, 1, SCENE.size(), at), List.of()));
    }

    assertThat(only().frames()).isEqualTo(10);
  }

  @Test
  void shouldKnowNothingOfOtherCameras() {
    Provenance from = from("street", 0, 1, SCENE.size(), START);
    var other =
        new Provenance(
            new FrameId("gate", 1, 0),
            from.slot(),
            from.capturedAt(),
            from.frameSize(),
            from.model(),
            from.source(),
            from.stages());

    book.accept(new ObjectsDetected(other, List.of()));

    assertThat(book.view()).isEmpty();
  }

  @Test
  void shouldCompareTheClassesOfPixels() {
    for (int i = 0; i < 50; i += 5) {
      book.accept(detected("ground", i, 1, SCENE.size(), masks(truth.classes(i))));
    }

    SlotAccuracy seen = only();
    assertThat(seen.kind()).isEqualTo("masks");
    assertThat(seen.values().get("mIoU")).isEqualTo(1, within(1e-9));
  }

  @Test
  void shouldTellWhenPixelsHaveOtherClasses() {
    for (int i = 0; i < 50; i += 5) {
      byte[] wrong = truth.classes(i);
      for (int at = 0; at < wrong.length; at++) {
        wrong[at] = wrong[at] == SceneClass.CROSSWALK.ordinal() ? 1 : wrong[at];
      }
      book.accept(detected("ground", i, 1, SCENE.size(), masks(wrong)));
    }

    assertThat(only().values().get("mIoU")).isBetween(.6, .85);
  }

  @Test
  void shouldAgreeWithAModelThatKnowsWhatIsOdd() {
    long both = 0;
    for (int i = 0; i < 300; i++) {
      boolean odd = truth.isOdd(i);
      both |= odd ? 1 : 2;
      judge(i, odd ? 2 : .5f);
    }

    assertThat(both).isEqualTo(3);
    assertThat(only().kind()).isEqualTo("anomalies");
    assertThat(only().values()).containsEntry("AUROC", 1.).containsEntry("agreement", 1.);
    assertThat(only().values().keySet()).startsWith("AUROC");
  }

  @Test
  void shouldTellNoAreaWhileAllFramesAreNormal() {
    long normal =
        java.util.stream.LongStream.range(0, 300)
            .filter(i -> !truth.isOdd(i))
            .findFirst()
            .getAsLong();

    judge(normal, .5f);

    assertThat(only().values()).containsOnlyKeys("agreement");
  }

  private void judge(long frame, float score) {
    Provenance from =
        from("normal", frame, 1, SCENE.size(), START.plus(PERIOD.multipliedBy(frame)));
    now = from.capturedAt();
    book.accept(new AnomalyFound(from, score, 1, Picture.ofJpeg(new byte[] {1})));
  }

  private void see(int first, int end, int version, FrameSize size) {
    for (int i = first; i < end; i++) {
      book.accept(detected("street", i, version, size, boxes(i, size)));
    }
  }

  private SlotAccuracy only() {
    assertThat(book.view()).hasSize(1);
    return book.view().get(0);
  }

  private List<Detection> boxes(long frame, FrameSize size) {
    float scale = (float) size.width() / SCENE.size().width();
    var found = new ArrayList<Detection>();
    for (SceneObject object : truth.objects(frame)) {
      Box box = object.box();
      found.add(
          new Detection(
              new Box(
                  box.left() * scale, box.top() * scale, box.right() * scale, box.bottom() * scale),
              object.classId(),
              object.label(),
              .9f));
    }
    return found;
  }

  private static Box aside(Box box) {
    float shift = 2 * box.width();
    return new Box(box.left() + shift, box.top(), box.right() + shift, box.bottom());
  }

  private static List<Detection> masks(byte[] classes) {
    int width = SCENE.size().width();
    int height = SCENE.size().height();
    var found = new ArrayList<Detection>();
    for (SceneClass kind : SceneClass.values()) {
      var runs = new ArrayList<Integer>();
      int run = 0;
      boolean inside = false;
      for (int i = 0; i < classes.length; i++) {
        boolean here = classes[i % height * width + i / height] == kind.ordinal();
        if (here != inside) {
          runs.add(run);
          run = 0;
          inside = here;
        }
        run++;
      }
      runs.add(run);
      int[] counts = runs.stream().mapToInt(Integer::intValue).toArray();
      if (counts.length > 1) {
        found.add(
            new Detection(
                new Box(0, 0, width, height),
                kind.ordinal(),
                kind.label(),
                1,
                0,
                List.of(),
                Mask.ofRuns(width, height, counts)));
      }
    }
    return found;
  }

  private ObjectsDetected detected(
      String slot, long frame, int version, FrameSize size, List<Detection> found) {
    Provenance from = from(slot, frame, version, size, START.plus(PERIOD.multipliedBy(frame)));
    now = from.capturedAt();
    return new ObjectsDetected(from, found);
  }

  private static Provenance from(
      String slot, long frame, int version, FrameSize size, Instant capturedAt) {
    return new Provenance(
        new FrameId("yard", 1, frame),
        slot,
        capturedAt,
        size,
        new ModelRef(slot, Integer.toString(version), "sha256:" + version, "cpu"),
        new LogPosition("frames", 0, frame),
        StageTimes.NONE);
  }
}
