package sightline.ingest.source.scene;

import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When and where something odd is on the junction, as a function of the seed: once in every {@link
 * #PERIOD}, for the share of it that is asked for, in view, where fewest come by meanwhile.
 *
 * <p>Threading: one thread at a time; the last answer is kept.
 */
final class OddPlan {

  /** Time in which one oddity takes place, s. */
  static final double PERIOD = 30;

  private static final int PLACES = 16;
  private static final double LOOK_EVERY = 0.5; // s
  private static final double CLEARANCE = 3.6; // m between middles
  private static final double MARGIN = 0.14; // share of the frame in which no oddity begins

  private final long seed;
  private final double share;
  private final Viewpoint view;
  private final Traffic traffic;
  private long knownTurn = -1;
  private Oddity known;

  OddPlan(SceneSettings settings, Viewpoint view, Traffic traffic) {
    this.seed = settings.seed();
    this.share = settings.odd();
    this.view = view;
    this.traffic = traffic;
  }

  /** What is odd at {@code seconds} after the scene began. */
  Optional<Oddity> at(double seconds) {
    if (share == 0) {
      return Optional.empty();
    }
    long turn = (long) Math.floor(seconds / PERIOD);
    if (turn != knownTurn) {
      known = plan(turn);
      knownTurn = turn;
    }
    return seconds >= known.begins() && seconds < known.ends()
        ? Optional.of(known)
        : Optional.empty();
  }

  private Oddity plan(long turn) {
    double lasts = share * PERIOD;
    double begins = turn * PERIOD + Noise.between(0, PERIOD - lasts, seed, 50, turn);
    Oddity.Kind kind = kind(turn);
    List<List<Mover>> meanwhile = new ArrayList<>();
    for (double at = begins; at < begins + lasts; at += LOOK_EVERY) {
      meanwhile.add(traffic.at(at));
    }
    Oddity best = null;
    long fewest = Long.MAX_VALUE;
    for (int place = 0; place < PLACES; place++) {
      Oddity there = place(kind, turn, place, begins, begins + lasts);
      long near = meanwhile.stream().filter(movers -> isNear(movers, there)).count();
      long cost = near + (isInView(there) ? 0 : 1_000_000);
      if (cost < fewest) {
        fewest = cost;
        best = there;
      }
    }
    return best;
  }

  /** Every kind once in five turns, in an order of the seed. */
  private Oddity.Kind kind(long turn) {
    Oddity.Kind[] kinds = Oddity.Kind.values();
    var order = new ArrayList<>(List.of(kinds));
    long round = Math.floorDiv(turn, (long) kinds.length);
    for (int i = 0; i < kinds.length; i++) {
      int with = i + (int) (Noise.uniform(seed, 51, round, i) * (kinds.length - i));
      java.util.Collections.swap(order, i, with);
    }
    return order.get(Math.floorMod(turn, kinds.length));
  }

  private Oddity place(Oddity.Kind kind, long turn, int place, double begins, double ends) {
    boolean stray = kind == Oddity.Kind.CAR;
    double far = stray ? Street.STOP + 1 : 3;
    double along = sign(52, turn, place) * Noise.between(far, far + 11, seed, 53, turn, place);
    double across =
        stray
            ? sign(54, turn, place) * Street.WALKWAY
            : Noise.between(-Street.LANE, Street.LANE, seed, 55, turn, place);
    boolean main = Noise.uniform(seed, 56, turn, place) < 0.5;
    double angle = Noise.between(0.35, 1.2, seed, 57, turn) * sign(58, turn, 0);
    return new Oddity(
        kind,
        main ? along : across,
        main ? across : along,
        main ? angle : angle + Math.PI / 2,
        Noise.uniform(seed, 59, turn),
        begins,
        ends);
  }

  private double sign(long about, long turn, long place) {
    return Noise.uniform(seed, about, turn, place) < 0.5 ? -1 : 1;
  }

  private boolean isInView(Oddity there) {
    Point2D.Double seen = view.project(there.x(), there.y(), 0.5);
    double right = seen.x / view.size().width();
    double down = seen.y / view.size().height();
    return view.isAhead(there.x(), there.y())
        && right > MARGIN
        && right < 1 - MARGIN
        && down > MARGIN
        && down < 1 - MARGIN;
  }

  private static boolean isNear(List<Mover> movers, Oddity there) {
    return movers.stream()
        .anyMatch(mover -> Math.hypot(mover.x() - there.x(), mover.y() - there.y()) < CLEARANCE);
  }
}
