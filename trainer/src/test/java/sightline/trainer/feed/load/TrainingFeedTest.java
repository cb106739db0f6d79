package sightline.trainer.feed.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.geometry.Box;
import sightline.trainer.data.PixelSource;
import sightline.trainer.data.Sample;
import sightline.trainer.data.SceneSource;
import sightline.trainer.data.Truth;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Batch.Labelled;
import sightline.trainer.image.Stills;
import sightline.trainer.recipe.Recipe.Augmentation;
import sightline.trainer.testdata.Rectangles;

@Timeout(60)
class TrainingFeedTest {

  private static final Augmentation SPOILED =
      new Augmentation(0, 1, .5, 0, List.of(1.0, 1.0), 0, 0, 0, 0, 15, 2, .3);

  /** All that a batch says, to be compared. */
  private record Told(
      List<String> names, List<Float> numbers, List<List<Labelled>> objects, List<Byte> planes) {

    static Told of(Batch batch) {
      var numbers = new ArrayList<Float>();
      for (int i = 0; i < batch.pictures().limit(); i++) {
        numbers.add(batch.pictures().get(i));
        numbers.add(batch.clean().get(i));
      }
      var planes = new ArrayList<Byte>();
      for (int i = 0; i < batch.planes().limit(); i++) {
        planes.add(batch.planes().get(i));
      }
      return new Told(batch.names(), numbers, batch.objects(), planes);
    }
  }

  private static List<Told> told(LoadSettings settings, long first, long end) throws Exception {
    var told = new ArrayList<Told>();
    try (var feed = new TrainingFeed(settings, Settings.pool(10))) {
      for (long step = first; step < end; step++) {
        try (Batch batch = feed.take(step)) {
          told.add(Told.of(batch));
        }
      }
    }
    return told;
  }

  @Test
  void shouldGiveTheSameBatchesWhateverTheNumberOfThreads() throws Exception {
    LoadSettings one = Settings.of(Aim.CLASSES, Rectangles.CHANGED, 1);
    LoadSettings four = Settings.of(Aim.CLASSES, Rectangles.CHANGED, 4);

    List<Told> alone = told(one, 0, 12);

    assertThat(told(four, 0, 12)).isEqualTo(alone);
    assertThat(alone.stream().map(Told::numbers).distinct()).hasSize(12);
    assertThat(alone.toString()).contains("+");
  }

  @Test
  void shouldSpoilTheSameWhateverTheNumberOfThreads() throws Exception {
    List<Told> alone = told(Settings.of(Aim.PICTURE, SPOILED, 1), 0, 8);

    List<Told> together = told(Settings.of(Aim.PICTURE, SPOILED, 3), 0, 8);

    assertThat(together).isEqualTo(alone);
  }

  @Test
  void shouldGoOnAtAStepAsIfNothingHadHappened() throws Exception {
    LoadSettings settings = Settings.of(Aim.BOXES, Rectangles.CHANGED, 2);

    List<Told> resumed = told(settings, 7, 12);

    assertThat(resumed).isEqualTo(told(settings, 0, 12).subList(7, 12));
  }

  @Test
  void shouldShowEverySampleAtMostOnceAnEpochAndDropWhatIsLeftOver() throws Exception {
    List<Told> told = told(Settings.of(Aim.BOXES, Rectangles.UNCHANGED, 1), 0, 20);

    for (int epoch = 0; epoch < 10; epoch++) {
      Set<String> seen = new HashSet<>(told.get(epoch * 2).names());
      seen.addAll(told.get(epoch * 2 + 1).names());
      assertThat(seen).hasSize(8);
    }
    assertThat(told.stream().flatMap(batch -> batch.names().stream()).distinct()).hasSize(10);
  }

  @Test
  void shouldShowAllSamplesAtOnceWhenThereAreFewerThanABatchHolds() throws Exception {
    try (var feed =
            new TrainingFeed(Settings.of(Aim.BOXES, Rectangles.UNCHANGED, 1), Settings.pool(3));
        Batch batch = feed.take(5)) {

      assertThat(batch.names()).containsExactlyInAnyOrder("0", "1", "2");
      assertThat(batch.pictures().limit()).isEqualTo(3 * 3 * 48 * 36);
      assertThat(feed.stepsPerEpoch()).isEqualTo(1);
    }
  }

  @Test
  void shouldEndMosaicsWhenTheirTimeIsOver() throws Exception {
    var all = new Augmentation(1, 1, 0, 0, List.of(1.0, 1.0), 0, 0, 0, 0, 0, 0, 0);
    LoadSettings always = Settings.of(Aim.BOXES, all, 1);
    var settings =
        new LoadSettings(
            always.input(),
            always.aim(),
            always.labels(),
            always.batch(),
            always.seed(),
            all,
            2,
            always.budget(),
            always.limits());

    List<Told> told = told(settings, 0, 4);

    assertThat(told.get(1).names()).allMatch(name -> name.split("\\+", -1).length == 4);
    assertThat(told.get(2).names()).noneMatch(name -> name.contains("+"));
  }

  @Test
  void shouldKeepOnlyTheClassesOfTheModelInItsOrder() throws Exception {
    var settings = Settings.of(Aim.CLASSES, Rectangles.UNCHANGED, 1, List.of("ground", "odd"));
    try (var feed = new TrainingFeed(settings, Settings.pool(8));
        Batch batch = feed.take(0)) {

      for (int i = 0; i < batch.size(); i++) {
        boolean odd = Integer.parseInt(batch.names().get(i)) % 2 == 1;
        Set<Byte> classes = new HashSet<>();
        for (int at = 0; at < 48 * 36; at++) {
          classes.add(batch.planes().get(i * 48 * 36 + at));
        }
        assertThat(batch.objects().get(i)).hasSize(odd ? 1 : 0).allMatch(o -> o.classId() == 1);
        assertThat(classes).isEqualTo(Set.of((byte) 0, (byte) (odd ? 1 : 255)));
      }
    }
  }

  @Test
  void shouldMarkCrowdsAndDifficultOnesAsIgnored() throws Exception {
    Sample plain = Rectangles.samples(1).get(0);
    Truth truth = plain.truths().get(0);
    var crowd = new Truth(0, truth.box(), truth.mask(), 9, true, false, 0);
    var difficult = new Truth(1, truth.box(), truth.mask(), 9, false, true, 0);
    var sample =
        new Sample(
            "0", plain.picture(), plain.size(), List.of(truth, crowd, difficult), plain.scene());
    var pool = new Pool(Settings.LABELS, List.of(sample), Rectangles.source());
    try (var feed = new TrainingFeed(Settings.of(Aim.BOXES, Rectangles.UNCHANGED, 1), pool);
        Batch batch = feed.take(0)) {

      assertThat(batch.objects().get(0)).extracting("ignored").containsExactly(false, true, true);
    }
  }

  private static Sample file(Path folder, String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    var truth = Truth.ofBox(0, new Box(5, 5, 40, 40));
    return new Sample(name, file, Rectangles.FRAME, List.of(truth), SceneSource.NONE);
  }

  @Test
  void shouldSkipCountAndNameSamplesThatCannotBeRead(@TempDir Path folder) throws Exception {
    byte[] good = Stills.jpeg(Rectangles.pixels(Rectangles.box(1)), 90);
    byte[] half = java.util.Arrays.copyOf(good, good.length / 2);
    var samples =
        List.of(
            file(folder, "a.jpg", good),
            file(folder, "b.jpg", half),
            file(folder, "c.png", Stills.png(Rectangles.pixels(Rectangles.box(2)))),
            file(folder, "d.png", new byte[] {1, 2, 3}),
            file(folder, "e.jpg", new byte[0]));
    var pool = new Pool(Settings.LABELS, samples, PixelSource.FILES);
    try (var feed = new TrainingFeed(Settings.of(Aim.BOXES, Rectangles.UNCHANGED, 2), pool)) {
      for (int step = 0; step < 10; step++) {
        try (Batch batch = feed.take(step)) {
          assertThat(batch.names()).hasSize(4).allMatch(name -> name.matches("a.jpg|c.png"));
        }
      }

      assertThat(feed.counts().skipped()).isEqualTo(3);
      assertThat(feed.counts().reasons()).hasSize(2).first().asString().startsWith("b.jpg: ");
    }
  }

  @Test
  void shouldFailWhenNoSampleCanBeRead(@TempDir Path folder) throws Exception {
    var samples = List.of(file(folder, "a.jpg", new byte[0]), file(folder, "b.jpg", new byte[9]));
    var pool = new Pool(Settings.LABELS, samples, PixelSource.FILES);
    try (var feed = new TrainingFeed(Settings.of(Aim.BOXES, Rectangles.UNCHANGED, 2), pool)) {

      assertThatThrownBy(() -> feed.take(0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("none of 2 samples can be read");
    }
  }

  @Test
  void shouldRefuseLabelsOfWhichTheDatasetHasNone() {
    var settings = Settings.of(Aim.BOXES, Rectangles.UNCHANGED, 1, List.of("zebra"));

    assertThatThrownBy(() -> new TrainingFeed(settings, Settings.pool(4)))
        .hasMessageContaining("zebra")
        .hasMessageContaining("ground");
  }

  @Test
  void shouldHoldItsMemoryFlatOverManyBatches() throws Exception {
    var all = new Augmentation(.5, 1, .5, .5, List.of(.6, 1.6), .2, 30, .4, .3, 9, 2, .25);
    LoadSettings settings = Settings.of(Aim.CLASSES, all, 2);
    long tracked = 0;
    long resident = 0;
    try (var feed = new TrainingFeed(settings, Settings.pool(60))) {
      for (int step = 0; step < 2500; step++) {
        feed.take(step).close();
        if (step == 500) {
          tracked = Pointer.totalBytes();
          resident = Pointer.physicalBytes();
        }
      }

      assertThat(Pointer.totalBytes() - tracked).isLessThan(1 << 20);
      assertThat(Pointer.physicalBytes() - resident).isLessThan(64 << 20);
      assertThat(feed.counts().cachedBytes()).isBetween(900_000L, 1L << 20);
      assertThat(feed.counts().batches()).isLessThanOrEqualTo(3 + 2 + 4);
      assertThat(feed.secondsWaited()).isPositive();
    }
  }

  @Test
  void shouldRefuseToGoOnWhenBatchesAreNeverGivenBack() {
    try (var feed =
        new TrainingFeed(Settings.of(Aim.BOXES, Rectangles.UNCHANGED, 1), Settings.pool(8))) {

      assertThatThrownBy(
              () -> {
                for (int step = 0; step < 100; step++) {
                  feed.take(step);
                }
              })
          .hasMessageContaining("expected batches to be closed");
    }
  }
}
