package sightline.ingest.source.scene;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sightline.events.geometry.FrameSize;
import sightline.ingest.source.scene.truth.SceneObject;

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
  public static final Duration DAY = SceneSettings.DAY;

  private final SceneTruth truth;
  private final Figures figures;
  private final OddFigures oddFigures;
  private final Daylight daylight;
  private final Exposure exposure;
  private final byte[] ground;
  private final BufferedImage canvas;
  private final byte[] canvasPixels;

  /**
   * A scene without oddities, seen as usual.
   *
   * @param fps frames per second of the scene's time
   * @param day length of day and night together; zero for endless noon
   */
  public JunctionScene(long seed, FrameSize size, double fps, Duration day) {
    this(new SceneSettings(seed, size, fps, 0, day, 0, 0));
  }

  public JunctionScene(SceneSettings settings) {
    this.truth = new SceneTruth(settings);
    Viewpoint view = truth.view();
    FrameSize size = settings.size();
    this.figures = new Figures(view);
    this.oddFigures = new OddFigures(view);
    this.daylight = new Daylight(settings.day());
    this.exposure = new Exposure(view, settings.seed());
    this.ground = Ground.paint(view, settings.seed(), truth.variety());
    this.canvas = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_3BYTE_BGR);
    this.canvasPixels = ((DataBufferByte) canvas.getRaster().getDataBuffer()).getData();
  }

  /**
   * Paints frame {@code frame}, counted from 0.
   *
   * @param bgr width x height x 3 bytes, row by row, blue first
   */
  public void paint(long frame, byte[] bgr) {
    double seconds = truth.seconds(frame);
    double night = daylight.night(seconds);
    System.arraycopy(ground, 0, canvasPixels, 0, ground.length);
    Graphics2D brush = Ground.smooth(canvas.createGraphics());
    List<Mover> movers = truth.farthestFirst(seconds);
    Optional<Oddity> odd =
        truth.planted(seconds).filter(planted -> planted.kind() != Oddity.Kind.CAR);
    boolean waiting = odd.isPresent();
    if (waiting && odd.orElseThrow().kind() == Oddity.Kind.SPILL) {
      oddFigures.paint(brush, odd.orElseThrow(), seconds);
      waiting = false;
    }
    shadows(brush, movers, seconds, night);
    for (Mover mover : movers) {
      if (waiting && isHidden(odd.orElseThrow(), mover)) {
        oddFigures.paint(brush, odd.orElseThrow(), seconds);
        waiting = false;
      }
      figures.paint(brush, mover);
    }
    if (waiting) {
      oddFigures.paint(brush, odd.orElseThrow(), seconds);
    }
    brush.dispose();
    exposure.expose(canvasPixels, bgr, night, frame);
  }

  private boolean isHidden(Oddity odd, Mover by) {
    return odd.kind() != Oddity.Kind.SMOKE && truth.isNearer(by, odd);
  }

  /** Who is to be seen in frame {@code frame}, the nearest last. */
  public List<SceneObject> truth(long frame) {
    return truth.objects(frame);
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
}
