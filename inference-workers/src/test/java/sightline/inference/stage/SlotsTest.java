package sightline.inference.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.Detection;
import sightline.events.FrameRejected.Reason;
import sightline.events.Stage;
import sightline.events.geometry.FrameSize;
import sightline.inference.engine.Engine;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.image.Reduction;
import sightline.inference.model.Feed;
import sightline.inference.model.ModelTensors;
import sightline.inference.outcome.Outcome;
import sightline.inference.slot.LoadedModel;
import sightline.inference.slot.LoadedSlots;
import sightline.inference.slot.Slot;
import sightline.inference.testmodel.BlobDetector;

/** Several slots that look at the same frames, with real nets. */
class SlotsTest {

  private static final FrameSize SIZE = new FrameSize(640, 480);

  @TempDir static Path folder;
  private static LoadedModel model;
  private static LoadedModel other;
  private static Slot people;
  private static Slot nobody;

  @BeforeAll
  static void open() throws Exception {
    model = load("one.onnx");
    other = load("two.onnx");
    people = new Slot("people", model, Reduction.HALF, Set.of());
    nobody = new Slot("nobody", other.withMinScore(1), Reduction.FULL, Set.of("yard"));
  }

  private static LoadedModel load(String name) throws Exception {
    Path file = folder.resolve(name);
    BlobDetector.main(file.toString());
    return LoadedModel.load(file, EngineOptions.cpu());
  }

  @AfterAll
  static void close() {
    model.close();
    other.close();
  }

  @Test
  void shouldGiveOneOutcomeForEachSlotInTheOrderOfTheSlots() throws Exception {
    FrameWork work = work(TestFrames.picture(640, 480), people, nobody);

    detect(4, List.of(work));

    assertThat(work.outcomes().join())
        .extracting(Outcome::slot)
        .containsExactly("people", "nobody");
    assertThat(detections(work, 0)).extracting(Detection::label).containsExactly("person");
    assertThat(detections(work, 1)).isEmpty();
  }

  @Test
  void shouldDecodeAPictureOnceForAllItsSlots() throws Exception {
    var ticks = new AtomicLong();
    InstantSource everyMilli = () -> Instant.ofEpochMilli(ticks.incrementAndGet());
    var frame = TestFrames.frame(TestFrames.picture(640, 480), SIZE);
    FrameWork work =
        TestFrames.work(frame, List.of(people, nobody), everyMilli.withZone(ZoneOffset.UTC));

    detect(4, List.of(work));

    Duration first = at(work, 0, Stage.DECODED);
    assertThat(at(work, 1, Stage.DECODED)).isEqualTo(first);
    assertThat(at(work, 0, Stage.PREPARED)).isEqualTo(first.plusMillis(1));
    assertThat(at(work, 1, Stage.PREPARED)).isEqualTo(first.plusMillis(2));
  }

  @Test
  void shouldLookAtAFrameOnlyInTheSlotsThatItHas() throws Exception {
    FrameWork both = work(TestFrames.picture(640, 480), people, nobody);
    FrameWork one = work(TestFrames.picture(640, 480), people);

    detect(4, List.of(one, both));

    assertThat(one.outcomes().join()).extracting(Outcome::slot).containsExactly("people");
    assertThat(detections(one, 0)).hasSize(1);
    assertThat(both.outcomes().join()).hasSize(2);
  }

  @Test
  void shouldRejectAFrameInTheSlotThatFailsAndOnlyThere() throws Exception {
    var broken = new LoadedModel(other.ref(), other.manifest(), new Failing(other.engine()));
    var failing = new Slot("failing", broken, Reduction.FULL, Set.of());
    FrameWork work = work(TestFrames.picture(640, 480), failing, people);

    detect(4, List.of(work));

    var rejected = (Outcome.Rejected) work.outcomes().join().get(0);
    assertThat(rejected.event().reason()).isEqualTo(Reason.FAILED);
    assertThat(rejected.event().detail()).isEqualTo("planted");
    assertThat(rejected.slot()).isEqualTo("failing");
    assertThat(detections(work, 1)).hasSize(1);
  }

  @Test
  void shouldRejectGarbageInEverySlot() throws Exception {
    FrameWork work = work(new byte[] {1, 2, 3}, people, nobody);

    detect(4, List.of(work));

    assertThat(work.outcomes().join())
        .extracting(outcome -> ((Outcome.Rejected) outcome).event().reason())
        .containsExactly(Reason.UNREADABLE, Reason.UNREADABLE);
  }

  @Test
  void shouldAnswerTheSameWhenACallIsFilledUpToTheNextBucket() throws Exception {
    var small = TestFrames.picture(640, 480);
    var calls = new Counting(model.engine());
    var slot =
        new Slot(
            "people",
            new LoadedModel(model.ref(), model.manifest(), calls),
            Reduction.FULL,
            Set.of());
    FrameWork first = work(small, slot);
    FrameWork second = work(small, slot);
    FrameWork third = work(small, slot);

    try (var detector = TestFrames.detector(List.of(slot), TestFrames.settings(4, 2, 4))) {
      calls.sizes.clear(); // of the warm-up
      detector.detect(List.of(first));
      detector.detect(List.of(first, second, third));
    }

    assertThat(calls.sizes).containsExactly(2, 2); // the first was done before
    assertThat(detections(first, 0)).isEqualTo(detections(third, 0)).hasSize(1);
  }

  @Test
  void shouldRunAModelThatTakesFewerPicturesMoreThanOnce() throws Exception {
    List<FrameWork> batch =
        List.of(
            work(TestFrames.picture(640, 480), people),
            work(new byte[] {1}, people),
            work(TestFrames.picture(640, 480), people),
            work(TestFrames.picture(640, 480), people));

    detect(2, batch);

    assertThat(detections(batch.get(0), 0)).hasSize(1);
    assertThat(batch.get(1).outcomes().join().get(0)).isInstanceOf(Outcome.Rejected.class);
    assertThat(detections(batch.get(2), 0)).hasSize(1);
    assertThat(detections(batch.get(3), 0)).hasSize(1);
  }

  @Test
  void shouldSayWhichSlotsLookAtACamera() throws Exception {
    var slots = new LoadedSlots(List.of(people, nobody)).open(0, List.of());

    assertThat(slots.boundTo("gate", 0)).containsExactly(people);
    assertThat(slots.boundTo("yard", 0)).containsExactly(people, nobody);
  }

  @Test
  void shouldRefuseTwoSlotsOfOneName() throws Exception {
    assertThatThrownBy(() -> new LoadedSlots(List.of(people, people)))
        .hasMessageContaining("[people, people], expected at least one, each of another name");
  }

  private static void detect(int maxBatch, List<FrameWork> batch) throws Exception {
    var slots = batch.stream().flatMap(work -> work.slots().stream()).distinct().toList();
    try (var detector = TestFrames.detector(slots, TestFrames.settings(maxBatch))) {
      detector.detect(batch);
    }
  }

  private static FrameWork work(byte[] jpeg, Slot... slots) {
    return TestFrames.work(
        TestFrames.frame(jpeg, FrameSize.UNKNOWN), List.of(slots), Clock.systemUTC());
  }

  private static List<Detection> detections(FrameWork work, int slot) {
    return ((Outcome.Detected) work.outcomes().join().get(slot)).event().detections();
  }

  private static Duration at(FrameWork work, int slot, Stage stage) {
    var outcome = (Outcome.WithEvent) work.outcomes().join().get(slot);
    return outcome.provenance().stages().sinceCapture().get(stage);
  }

  /** An engine with lanes of its own making. */
  private abstract static class Wrapped implements Engine {

    final Engine inside;

    Wrapped(Engine inside) {
      this.inside = inside;
    }

    abstract void beforeRun(int pictures) throws InferenceFailed;

    @Override
    public ModelTensors tensors() {
      return inside.tensors();
    }

    @Override
    public String provider() {
      return inside.provider();
    }

    @Override
    public void close() {}

    @Override
    public Lane openLane(int maxBatch, Feed feed) {
      Lane lane = inside.openLane(maxBatch, feed);
      return new Lane() {
        @Override
        public FloatBuffer input() {
          return lane.input();
        }

        @Override
        public void run(int pictures) throws InferenceFailed {
          beforeRun(pictures);
          lane.run(pictures);
        }

        @Override
        public List<Output> outputs() {
          return lane.outputs();
        }

        @Override
        public void close() {
          lane.close();
        }
      };
    }
  }

  /** Fails at every call but those of the warm-up. */
  private static final class Failing extends Wrapped {
    private boolean warm;

    Failing(Engine inside) {
      super(inside);
    }

    @Override
    void beforeRun(int pictures) throws InferenceFailed {
      if (warm) {
        throw new InferenceFailed("planted", null);
      }
      warm = pictures == 4; // the largest of the warm-up
    }
  }

  private static final class Counting extends Wrapped {
    final List<Integer> sizes = new java.util.ArrayList<>();

    Counting(Engine inside) {
      super(inside);
    }

    @Override
    void beforeRun(int pictures) {
      sizes.add(pictures);
    }
  }
}
