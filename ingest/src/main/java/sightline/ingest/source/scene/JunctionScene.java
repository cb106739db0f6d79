package sightline.ingest.source.scene;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;

/**
 * A road junction seen from a mast, with people, cars, soft shadows, sensor noise, day and night,
 * and the truth about it. Any frame can be asked for; the same seed, size, rate and frame give the
 * same pixels and the same truth.
 *
 * <p>Palette: the background is gray or green, its red and blue less than 25 apart. By day every
 * pixel of a person has at least 90 more red than blue, every pixel of a car at least 90 more blue
 * than red; night leaves more than half of that. Edges blend.
 *
 * <p>Threading: one thread at a time.
 */
public final class JunctionScene {

  /** Length of day and night together, unless something else is asked for. */
  public static final Duration DAY = Duration.ofMinutes(3);

  /** A silhouette of which less is in the picture does not count, px each way. */
  private static final double SMALLEST_VISIBLE = 4;

  private final Viewpoint view;
  private final double fps;
  private final Traffic traffic;
  private final Figures figures;
  private final Daylight daylight;
  private final Exposure exposure;
  private final byte[] ground;
  private final BufferedImage canvas;
  private final byte[] canvasPixels;

  /**
   * @param fps frames per second of the scene's time
   * @param day length of day and night together; zero for endless noon
   */
  public JunctionScene(long seed, FrameSize size, double fps, Duration day) {
    this.view = new Viewpoint(size);
    this.fps = fps;
    this.traffic = new Traffic(seed);
    this.figures = new Figures(view);
    this.daylight = new Daylight(day);
    this.exposure = new Exposure(view, seed);
    this.ground = Ground.paint(view, seed);
    this.canvas = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_3BYTE_BGR);
    this.canvasPixels = ((DataBufferByte) canvas.getRaster().getDataBuffer()).getData();
  }

  /**
   * Paints frame {@code frame}, counted from 0.
   *
   * @param bgr width x height x 3 bytes, row by row, blue first
   */
  public void paint(long frame, byte[] bgr) {
    double seconds = frame / fps;
    double night = daylight.night(seconds);
    System.arraycopy(ground, 0, canvasPixels, 0, ground.length);
    Graphics2D brush = Ground.smooth(canvas.createGraphics());
    List<Mover> movers = farthestFirst(seconds);
    shadows(brush, movers, seconds, night);
    movers.forEach(mover -> figures.paint(brush, mover));
    brush.dispose();
    exposure.expose(canvasPixels, bgr, night, frame);
  }

  /** Who is to be seen in frame {@code frame}, the nearest last. */
  public List<SceneObject> truth(long frame) {
    var truth = new ArrayList<SceneObject>();
    for (Mover mover : farthestFirst(frame / fps)) {
      visibleBox(figures.silhouette(mover))
          .ifPresent(
              box ->
                  truth.add(
                      mover.kind() == Mover.Kind.PERSON
                          ? new SceneObject("person", 0, box)
                          : new SceneObject("car", 1, box)));
    }
    return truth;
  }

  private List<Mover> farthestFirst(double seconds) {
    List<Mover> movers = traffic.at(seconds);
    movers.removeIf(mover -> visibleBox(figures.silhouette(mover)).isEmpty());
    movers.sort(Comparator.comparingDouble((Mover mover) -> -view.distance(mover.x(), mover.y())));
    return movers;
  }

  private void shadows(Graphics2D brush, List<Mover> movers, double seconds, double night) {
    double[] sun = daylight.shadow(seconds);
    int layers = 4;
    for (int layer = 0; layer < layers; layer++) {
      double reach = 0.70 + 0.12 * layer;
      brush.setColor(new Color(0, 0, 0, (int) (24 * (1 - 0.72 * night))));
      for (Mover mover : movers) {
        brush.fill(figures.shadow(mover, new double[] {sun[0] * reach, sun[1] * reach}));
      }
    }
  }

  private Optional<Box> visibleBox(Shape silhouette) {
    Rectangle2D bounds = silhouette.getBounds2D();
    var box =
        new Box(
                (float) bounds.getMinX(),
                (float) bounds.getMinY(),
                (float) bounds.getMaxX(),
                (float) bounds.getMaxY())
            .clippedTo(view.size());
    return box.width() < SMALLEST_VISIBLE || box.height() < SMALLEST_VISIBLE
        ? Optional.empty()
        : Optional.of(box);
  }
}
