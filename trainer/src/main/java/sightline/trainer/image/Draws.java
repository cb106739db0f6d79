package sightline.trainer.image;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.Letterbox;
import sightline.trainer.recipe.Recipe.Augmentation;

/**
 * What is drawn at random for a picture, as a recipe says.
 *
 * <p>A mosaic shows four pictures around a point that lies within the middle {@code 0.4} of width
 * and height. Each has {@code 0.5} to 1 times its usual size, at least what fills its quarter, and
 * fills it with a part of itself; zoom and shift do not apply. As in YOLOv4 (<a
 * href="https://arxiv.org/abs/2004.10934">Bochkovskiy et al. 2020</a>).
 *
 * <p>Threading: immutable, any thread; a generator belongs to one thread.
 */
public final class Draws {

  private static final double MOST_OFF_CENTER = .2;
  private static final double LEAST_IN_MOSAIC = .5;
  private static final double LEAST_HOLE = .25;

  private final InputSpec input;
  private final Augmentation augment;

  public Draws(InputSpec input, Augmentation augment) {
    this.input = input;
    this.augment = augment;
  }

  /** The whole input. */
  public static View whole(InputSpec input) {
    return new View(0, 0, input.width(), input.height());
  }

  /** As inference shows it. */
  public static Tile plain(InputSpec input, FrameSize frame) {
    Placement placement = Placement.fitted(Letterbox.fit(frame, input));
    return new Tile(placement, whole(input), ColorShift.NONE);
  }

  public boolean mosaic(SplittableRandom random) {
    return random.nextDouble() < augment.mosaic();
  }

  /** One picture on all of the input. */
  public Tile single(FrameSize frame, SplittableRandom random) {
    Placement placement = mirrored(frame, random);
    double least = augment.zoom().get(0);
    double zoom = least + random.nextDouble() * (augment.zoom().get(1) - least);
    double right = either(augment.shift(), random) * input.width();
    double below = either(augment.shift(), random) * input.height();
    boolean stays = zoom == 1 && right == 0 && below == 0;
    Placement moved =
        stays
            ? placement
            : placement.scaled(
                zoom,
                (1 - zoom) * input.width() / 2 + right,
                (1 - zoom) * input.height() / 2 + below);
    return new Tile(moved, whole(input), color(random));
  }

  /** The four views of a mosaic: top left, top right, bottom left, bottom right. */
  public List<View> quarters(SplittableRandom random) {
    int x = (int) Math.round(input.width() * (.5 + either(MOST_OFF_CENTER, random)));
    int y = (int) Math.round(input.height() * (.5 + either(MOST_OFF_CENTER, random)));
    return List.of(
        new View(0, 0, x, y),
        new View(x, 0, input.width() - x, y),
        new View(0, y, x, input.height() - y),
        new View(x, y, input.width() - x, input.height() - y));
  }

  /** One of the four pictures of a mosaic. */
  public Tile quarter(View view, FrameSize frame, SplittableRandom random) {
    Placement placement = mirrored(frame, random);
    double fills =
        Math.max((double) view.width() / input.width(), (double) view.height() / input.height());
    double drawn = LEAST_IN_MOSAIC + (1 - LEAST_IN_MOSAIC) * random.nextDouble();
    double scale = Math.max(fills, drawn);
    double spareAcross = scale * input.width() - view.width();
    double spareDown = scale * input.height() - view.height();
    Placement placed =
        placement.scaled(
            scale,
            view.left() - spareAcross * random.nextDouble(),
            view.top() - spareDown * random.nextDouble());
    return new Tile(placed, view, color(random));
  }

  /** Rectangles that are cut out, with sides of at least a quarter of the greatest. */
  public List<View> holes(SplittableRandom random) {
    var holes = new ArrayList<View>();
    for (int i = 0; i < augment.holes(); i++) {
      int width = side(input.width(), random);
      int height = side(input.height(), random);
      int left = random.nextInt(input.width() - width + 1);
      int top = random.nextInt(input.height() - height + 1);
      holes.add(new View(left, top, width, height));
    }
    return holes;
  }

  private int side(int whole, SplittableRandom random) {
    double share = LEAST_HOLE + (1 - LEAST_HOLE) * random.nextDouble();
    return (int) Math.max(1, Math.round(share * augment.holeSide() * whole));
  }

  private Placement mirrored(FrameSize frame, SplittableRandom random) {
    boolean leftToRight = random.nextDouble() < augment.flip();
    boolean topToBottom = random.nextDouble() < augment.flipVertical();
    return Placement.fitted(Letterbox.fit(frame, input)).mirrored(frame, leftToRight, topToBottom);
  }

  private ColorShift color(SplittableRandom random) {
    return new ColorShift(
        either(augment.hue(), random),
        1 + either(augment.saturation(), random),
        1 + either(augment.brightness(), random));
  }

  private static double either(double most, SplittableRandom random) {
    return most * (2 * random.nextDouble() - 1);
  }
}
