package sightline.trainer.feed.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sightline.trainer.data.PixelSource;
import sightline.trainer.data.Sample;
import sightline.trainer.data.SceneSource;
import sightline.trainer.feed.Batch;
import sightline.trainer.recipe.Recipe.Augmentation;
import sightline.trainer.testdata.Rectangles;

@Timeout(60)
class EvaluationPassTest {

  private static final Augmentation SPOILED =
      new Augmentation(1, 1, 1, 1, List.of(.5, 2.0), .3, 90, .5, .5, 15, 2, .3);

  private static List<List<String>> names(EvaluationPass pass) throws InterruptedException {
    var names = new ArrayList<List<String>>();
    for (var next = pass.next(); next.isPresent(); next = pass.next()) {
      try (Batch batch = next.orElseThrow()) {
        names.add(batch.names());
      }
    }
    return names;
  }

  @Test
  void shouldShowAllSamplesOnceInTheirOrderAndTheRestInASmallerBatch() throws Exception {
    LoadSettings settings = Settings.of(Aim.BOXES, Rectangles.CHANGED, 3);
    try (var pass = new EvaluationPass(settings, Settings.pool(10))) {

      assertThat(names(pass))
          .containsExactly(
              List.of("0", "1", "2", "3"), List.of("4", "5", "6", "7"), List.of("8", "9"));
    }
  }

  @Test
  void shouldLeaveOutWhatCannotBeRead() throws Exception {
    PixelSource broken =
        sample -> {
          if (Integer.parseInt(sample.id()) < 5) {
            throw new java.io.IOException("gone");
          }
          return Rectangles.source().read(sample);
        };
    var pool = new Pool(Settings.LABELS, Rectangles.samples(6), broken);
    try (var pass = new EvaluationPass(Settings.of(Aim.BOXES, Rectangles.CHANGED, 1), pool)) {

      assertThat(names(pass)).containsExactly(List.of("5"));
      assertThat(pass.counts().skipped()).isEqualTo(5);
    }
  }

  @Test
  void shouldSpoilWhatAnAutoencoderMendsTheSameEachTimeAndChangeNothingElse() throws Exception {
    LoadSettings settings = Settings.of(Aim.PICTURE, SPOILED, 2);
    try (var pass = new EvaluationPass(settings, Settings.pool(4));
        var again = new EvaluationPass(settings, Settings.pool(4));
        var plain =
            new EvaluationPass(
                Settings.of(Aim.PICTURE, Rectangles.UNCHANGED, 1), Settings.pool(4));
        Batch one = pass.next().orElseThrow();
        Batch other = again.next().orElseThrow();
        Batch clean = plain.next().orElseThrow()) {

      assertThat(one.pictures().mismatch(other.pictures())).isEqualTo(-1);
      assertThat(one.clean().mismatch(clean.pictures())).isEqualTo(-1);
      assertThat(one.pictures().mismatch(one.clean())).isNotEqualTo(-1);
      assertThat(one.planes().limit()).isEqualTo(4 * 48 * 36);
      assertThat(clean.planes().limit()).isZero();
    }
  }

  @Test
  void shouldTellWhereDefectsAreAndSpoilNothing() throws Exception {
    Sample marked = Rectangles.samples(2).get(1);
    var normal = new Sample("0", marked.picture(), marked.size(), List.of(), SceneSource.NONE);
    var boxed = new Sample("1", marked.picture(), marked.size(), marked.truths(), SceneSource.NONE);
    var pool = new Pool(List.of(), List.of(normal, boxed), Rectangles.source());
    try (var pass =
            new EvaluationPass(Settings.of(Aim.DEFECTS, SPOILED, 1, List.of("abnormal")), pool);
        Batch batch = pass.next().orElseThrow()) {
      int[] defective = new int[2];
      for (int i = 0; i < batch.planes().limit(); i++) {
        defective[i / (48 * 36)] += batch.planes().get(i) == 1 ? 1 : 0;
      }

      double share = 48.0 / Rectangles.FRAME.width();
      assertThat(defective[0]).isZero();
      assertThat((double) defective[1])
          .isBetween(.8 * Rectangles.box(1).area() * share * share, 1.2 * Rectangles.box(1).area());
      assertThat(batch.clean().mismatch(batch.pictures())).isEqualTo(-1);
    }
  }

  @Test
  void shouldEndAtOnceWithoutSamples() throws Exception {
    var pool = new Pool(List.of(), List.of(), Rectangles.source());
    try (var pass = new EvaluationPass(Settings.of(Aim.BOXES, SPOILED, 1), pool)) {

      assertThat(pass.next()).isEqualTo(Optional.empty());
    }
  }
}
