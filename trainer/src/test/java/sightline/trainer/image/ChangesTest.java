package sightline.trainer.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sightline.events.geometry.Box;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.trainer.recipe.Recipe.Augmentation;
import sightline.trainer.testdata.Rectangles;

/** Boxes and masks stay on their object, whatever is done to the picture. */
class ChangesTest {

  private static final int WIDTH = 96;
  private static final int HEIGHT = 96;
  private static final int TRIALS = 60;

  private enum Kind {
    FLIP(new Augmentation(0, 1, 1, 0, List.of(1.0, 1.0), 0, 0, 0, 0, 0, 0, 0)),
    FLIP_VERTICAL(new Augmentation(0, 1, 0, 1, List.of(1.0, 1.0), 0, 0, 0, 0, 0, 0, 0)),
    ZOOM(new Augmentation(0, 1, 0, 0, List.of(.5, 2.0), 0, 0, 0, 0, 0, 0, 0)),
    SHIFT(new Augmentation(0, 1, 0, 0, List.of(1.0, 1.0), .4, 0, 0, 0, 0, 0, 0)),
    COLOR(new Augmentation(0, 1, 0, 0, List.of(1.0, 1.0), 0, 90, .5, .3, 0, 0, 0)),
    ALL(Rectangles.CHANGED);

    private final Augmentation augment;

    Kind(Augmentation augment) {
      this.augment = augment;
    }
  }

  /** What was painted of one rectangle in one view. */
  private record Seen(BatchTensor batch, View view) {

    private boolean bright(int pixel) {
      return batch.pictures(1).get(pixel) > 60 && batch.planes(1).get(pixel) != (byte) 255;
    }

    private boolean marked(int pixel) {
      return batch.planes(1).get(pixel) == 1;
    }

    Box bounds(boolean ofPlane) {
      int left = WIDTH;
      int top = HEIGHT;
      int right = 0;
      int bottom = 0;
      for (int y = view.top(); y < view.top() + view.height(); y++) {
        for (int x = view.left(); x < view.left() + view.width(); x++) {
          if (ofPlane ? marked(y * WIDTH + x) : bright(y * WIDTH + x)) {
            left = Math.min(left, x);
            top = Math.min(top, y);
            right = Math.max(right, x + 1);
            bottom = Math.max(bottom, y + 1);
          }
        }
      }
      return right == 0 ? new Box(0, 0, 0, 0) : new Box(left, top, right, bottom);
    }
  }

  private static void assertNear(Box found, Box expected) {
    assertThat(Math.abs(found.left() - expected.left())).isLessThanOrEqualTo(1.01f);
    assertThat(Math.abs(found.top() - expected.top())).isLessThanOrEqualTo(1.01f);
    assertThat(Math.abs(found.right() - expected.right())).isLessThanOrEqualTo(1.01f);
    assertThat(Math.abs(found.bottom() - expected.bottom())).isLessThanOrEqualTo(1.01f);
  }

  private static SourcePicture rectangle(Box box) {
    var picture = SourcePicture.of(Rectangles.pixels(box));
    picture.addPlane(Rectangles.FRAME, Rectangles.plane(box));
    return picture;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldKeepBoxAndMaskOnTheObjectWhateverIsChanged(Kind kind) {
    for (Fit fit : Fit.values()) {
      InputSpec input = Rectangles.input(WIDTH, HEIGHT, Color.GRAY, fit);
      var draws = new Draws(input, kind.augment);
      int seen = 0;
      try (var painter = new Painter(input);
          var batch = new BatchTensor(input, 1, 1, false)) {
        for (int trial = 0; trial < TRIALS; trial++) {
          Box box = Rectangles.box(trial);
          Tile tile = draws.single(Rectangles.FRAME, new SplittableRandom(trial));
          try (SourcePicture picture = rectangle(box)) {
            painter.begin(batch, 0);
            painter.paint(picture, tile);
            painter.finish();
          }
          seen += check(batch, tile, box);
        }
      }
      assertThat(seen).isGreaterThan(TRIALS / 2);
    }
  }

  private static int check(BatchTensor batch, Tile tile, Box box) {
    Optional<Box> clipped = tile.view().clip(tile.placement().place(box));
    clipped.ifPresent(
        expected -> {
          var seen = new Seen(batch, tile.view());
          assertNear(seen.bounds(false), expected);
          assertNear(seen.bounds(true), expected);
        });
    return clipped.isPresent() ? 1 : 0;
  }

  @Test
  void shouldKeepBoxesAndMasksOnTheirObjectsInMosaics() {
    InputSpec input = Rectangles.input(WIDTH, HEIGHT, Color.GRAY, Fit.LETTERBOX_CENTER);
    var draws = new Draws(input, Rectangles.CHANGED);
    int seen = 0;
    try (var painter = new Painter(input);
        var batch = new BatchTensor(input, 1, 1, false)) {
      for (int trial = 0; trial < TRIALS; trial++) {
        var random = new SplittableRandom(trial);
        List<View> quarters = draws.quarters(random);
        painter.begin(batch, 0);
        var tiles = new Tile[4];
        for (int i = 0; i < 4; i++) {
          tiles[i] = draws.quarter(quarters.get(i), Rectangles.FRAME, random);
          try (SourcePicture picture = rectangle(Rectangles.box(trial * 4 + i))) {
            painter.paint(picture, tiles[i]);
          }
        }
        painter.finish();
        for (int i = 0; i < 4; i++) {
          seen += check(batch, tiles[i], Rectangles.box(trial * 4 + i));
        }
      }
    }
    assertThat(seen).isGreaterThan(TRIALS * 2);
  }

  @Test
  void shouldIgnoreWhatLiesBesideThePicture() {
    InputSpec input = Rectangles.input(WIDTH, HEIGHT, Color.GRAY, Fit.LETTERBOX_CENTER);
    try (var painter = new Painter(input);
        var batch = new BatchTensor(input, 1, 1, false);
        var picture = rectangle(Rectangles.box(1))) {

      painter.begin(batch, 0);
      painter.paint(picture, Draws.plain(input, Rectangles.FRAME));
      painter.finish();

      assertThat(batch.planes(1).get(5 * WIDTH + 5)).isEqualTo((byte) 255);
      assertThat(batch.pictures(1).get(5 * WIDTH + 5)).isEqualTo(114f);
      assertThat(batch.planes(1).get(12 * WIDTH)).isNotEqualTo((byte) 255);
    }
  }

  @Test
  void shouldDropScrapsOfObjects() {
    var view = new View(0, 0, 100, 100);

    assertThat(view.clip(new Box(90, 0, 190, 10))).isEmpty();
    assertThat(view.clip(new Box(75, 0, 175, 10))).contains(new Box(75, 0, 100, 10));
    assertThat(view.clip(new Box(10, 10, 10.9f, 40))).isEmpty();
    assertThat(view.clip(new Box(120, 10, 130, 40))).isEmpty();
  }
}
