package sightline.ingest.source.scene;

import java.awt.Shape;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sightline.events.geometry.Box;
import sightline.ingest.source.scene.PixelTruth.Layer;
import sightline.ingest.source.scene.truth.PlantedOddity;
import sightline.ingest.source.scene.truth.SceneClass;
import sightline.ingest.source.scene.truth.SceneObject;

/**
 * What is really there in any frame of a scene, without painting it: objects, oddities, and what
 * each pixel shows.
 *
 * <p>Threading: one thread at a time.
 */
public final class SceneTruth {

  /** A silhouette of which less is in the picture does not count, px each way. */
  private static final double SMALLEST_VISIBLE = 4;

  /** No part of anyone is farther from its middle than that, m, seen from anywhere. */
  private static final double LONGEST = 6;

  private final SceneSettings settings;
  private final Variety variety;
  private final Viewpoint view;
  private final Traffic traffic;
  private final Figures figures;
  private final OddPlan plan;
  private final OddFigures oddFigures;
  private PixelTruth pixels;

  public SceneTruth(SceneSettings settings) {
    this.settings = settings;
    this.variety = new Variety(settings.seed(), settings.vary());
    this.view = new Viewpoint(settings.size(), variety);
    this.traffic = new Traffic(settings.seed());
    this.figures = new Figures(view);
    this.plan = new OddPlan(settings, view, traffic);
    this.oddFigures = new OddFigures(view);
  }

  /** Who is to be seen in frame {@code frame}, the nearest last. */
  public List<SceneObject> objects(long frame) {
    var objects = new ArrayList<SceneObject>();
    for (Mover mover : farthestFirst(seconds(frame))) {
      visibleBox(figures.silhouette(mover))
          .ifPresent(
              box ->
                  objects.add(
                      mover.kind() == Mover.Kind.PERSON
                          ? new SceneObject("person", 0, box)
                          : new SceneObject("car", 1, box)));
    }
    return objects;
  }

  /** Whether something is in frame {@code frame} that does not belong there. */
  public boolean isOdd(long frame) {
    return oddity(frame).isPresent();
  }

  /** What does not belong in frame {@code frame}. */
  public Optional<PlantedOddity> oddity(long frame) {
    double seconds = seconds(frame);
    return plan.at(seconds)
        .flatMap(
            odd ->
                visibleBox(silhouette(odd, seconds))
                    .map(box -> new PlantedOddity(odd.kind().label(), box)));
  }

  /** 1 for each pixel of frame {@code frame} that shows what does not belong, row by row. */
  public byte[] oddPixels(long frame) {
    double seconds = seconds(frame);
    return pixels().alone(layers(seconds, true));
  }

  /**
   * The number of a {@link SceneClass} for each pixel of frame {@code frame}, row by row, or {@link
   * SceneClass#UNLABELLED}.
   */
  public byte[] classes(long frame) {
    return pixels().classes(layers(seconds(frame), false));
  }

  /** Movers in view and what stands among them, the nearest last. */
  private List<Layer> layers(double seconds, boolean odd) {
    Optional<Oddity> planted = plan.at(seconds);
    Optional<Mover> stray = stray(planted);
    var layers = new ArrayList<Layer>();
    boolean flat = isKind(planted, Oddity.Kind.SPILL);
    boolean above = isKind(planted, Oddity.Kind.SMOKE);
    int mark = odd ? 1 : SceneClass.UNLABELLED;
    boolean waiting = planted.isPresent() && stray.isEmpty();
    if (flat) {
      layers.add(layer(planted.orElseThrow(), seconds, odd ? 1 : SceneClass.ROAD.ordinal()));
      waiting = false;
    }
    for (Mover mover : farthestFirst(seconds)) {
      if (waiting && !above && isNearer(mover, planted.orElseThrow())) {
        layers.add(layer(planted.orElseThrow(), seconds, mark));
        waiting = false;
      }
      int number = odd ? (stray.filter(mover::equals).isPresent() ? 1 : 0) : classOf(mover);
      layers.add(new Layer(figures.silhouette(mover), number));
    }
    if (waiting) {
      layers.add(layer(planted.orElseThrow(), seconds, mark));
    }
    return layers;
  }

  private Layer layer(Oddity oddity, double seconds, int number) {
    return new Layer(silhouette(oddity, seconds), number);
  }

  private static int classOf(Mover mover) {
    return (mover.kind() == Mover.Kind.PERSON ? SceneClass.PERSON : SceneClass.CAR).ordinal();
  }

  private static boolean isKind(Optional<Oddity> planted, Oddity.Kind kind) {
    return planted.filter(oddity -> oddity.kind() == kind).isPresent();
  }

  private static Optional<Mover> stray(Optional<Oddity> planted) {
    return planted.filter(odd -> odd.kind() == Oddity.Kind.CAR).map(Oddity::car);
  }

  private Shape silhouette(Oddity oddity, double seconds) {
    return oddity.kind() == Oddity.Kind.CAR
        ? figures.silhouette(oddity.car())
        : oddFigures.silhouette(oddity, seconds);
  }

  /** Everyone in view, a stray car too. */
  List<Mover> farthestFirst(double seconds) {
    List<Mover> movers = traffic.at(seconds);
    stray(plan.at(seconds)).ifPresent(movers::add);
    movers.removeIf(
        mover ->
            !view.isAhead(mover.x(), mover.y())
                || isFarOutside(mover)
                || visibleBox(figures.silhouette(mover)).isEmpty());
    movers.sort(Comparator.comparingDouble((Mover mover) -> -view.distance(mover.x(), mover.y())));
    return movers;
  }

  /** Whether not even the longest car there would reach into the picture; cheap to tell. */
  private boolean isFarOutside(Mover mover) {
    Point2D.Double middle = view.project(mover.x(), mover.y(), 0);
    double reach = LONGEST * view.pixelsPerMeter(mover.x(), mover.y(), 0);
    return middle.x < -reach
        || middle.y < -reach
        || middle.x > view.size().width() + reach
        || middle.y > view.size().height() + reach;
  }

  /** Whether {@code mover} hides what stands at {@code oddity}, not the other way round. */
  boolean isNearer(Mover mover, Oddity oddity) {
    return view.distance(mover.x(), mover.y()) < view.distance(oddity.x(), oddity.y());
  }

  Optional<Oddity> planted(double seconds) {
    return plan.at(seconds);
  }

  double seconds(long frame) {
    return frame / settings.fps();
  }

  Viewpoint view() {
    return view;
  }

  Variety variety() {
    return variety;
  }

  private PixelTruth pixels() {
    if (pixels == null) {
      pixels = new PixelTruth(view, settings.seed(), variety);
    }
    return pixels;
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
