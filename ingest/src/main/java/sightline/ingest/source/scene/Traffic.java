package sightline.ingest.source.scene;

import java.util.ArrayList;
import java.util.List;

/**
 * Who is where on the junction at a given time, as a function of the seed. Lights let the main road
 * and the side road pass in turn; people cross a road while its cars stand. In each turn of a lane
 * one car waits at the line and may be followed by one that finds the light green.
 *
 * <p>Threading: immutable, any thread.
 */
final class Traffic {

  private static final double CYCLE = 26; // s
  private static final double HALF = CYCLE / 2;
  private static final double CAR_SPEED = 8.5; // m/s
  private static final double CAR_HALF_LENGTH = 2.3;
  private static final double ACCELERATION = 2.2; // m/s²
  private static final double BRAKING = 3.2; // s
  private static final double WALK_BAND = 1.0; // m to either side of the walkway's middle
  private static final int CYCLES_AROUND = 3; // a walker is on its way for this many cycles

  private final long seed;

  Traffic(long seed) {
    this.seed = seed;
  }

  /** Everyone at {@code seconds} after the scene began. */
  List<Mover> at(double seconds) {
    var movers = new ArrayList<Mover>();
    long cycle = (long) Math.floor(seconds / CYCLE);
    for (long turn = cycle - CYCLES_AROUND; turn <= cycle + CYCLES_AROUND; turn++) {
      for (int arm = 0; arm < 4; arm++) {
        addCars(movers, arm, turn, seconds);
        addWalkers(movers, arm, turn, seconds);
      }
    }
    return movers;
  }

  /** Arms 0 and 2 are the main road, 1 and 3 the side road, half a cycle later. */
  private static double green(int arm, long turn) {
    return turn * CYCLE + (arm % 2) * HALF;
  }

  private void addCars(List<Mover> movers, int arm, long turn, double seconds) {
    double green = green(arm, turn);
    if (Noise.uniform(seed, 1, arm, turn) < 0.8) {
      double stopped = green - Noise.between(1.5, 7, seed, 2, arm, turn);
      addCar(movers, arm, waited(seconds, stopped, green + 0.6), Noise.uniform(seed, 3, arm, turn));
    }
    if (Noise.uniform(seed, 4, arm, turn) < 0.65) {
      double passes = green + Noise.between(5, 7.5, seed, 5, arm, turn);
      addCar(movers, arm, (seconds - passes) * CAR_SPEED, Noise.uniform(seed, 6, arm, turn));
    }
  }

  /** Way of a car past the stop line, m: brakes, stands, goes on. */
  private static double waited(double seconds, double stopped, double starts) {
    if (seconds < stopped - BRAKING) {
      return -CAR_SPEED * (BRAKING / 2 + (stopped - BRAKING - seconds));
    }
    if (seconds < stopped) {
      double left = stopped - seconds;
      return -CAR_SPEED / (2 * BRAKING) * left * left;
    }
    if (seconds < starts) {
      return 0;
    }
    double moving = seconds - starts;
    double speedingUp = CAR_SPEED / ACCELERATION;
    return moving < speedingUp
        ? ACCELERATION * moving * moving / 2
        : CAR_SPEED * (moving - speedingUp / 2);
  }

  private static void addCar(List<Mover> movers, int arm, double way, double look) {
    double along = way - Street.STOP - CAR_HALF_LENGTH;
    if (Math.abs(along) > Street.END) {
      return;
    }
    double[] direction = direction(arm);
    double x = direction[0] * along + direction[1] * Street.LANE;
    double y = direction[1] * along - direction[0] * Street.LANE;
    movers.add(new Mover(Mover.Kind.CAR, x, y, direction[0], direction[1], way, look));
  }

  /** People who walk along arm's road and cross the other one while its cars stand. */
  private void addWalkers(List<Mover> movers, int arm, long turn, double seconds) {
    double green = green(arm, turn);
    for (int side = -1; side <= 1; side += 2) {
      int walkers = (int) (Noise.uniform(seed, 7, arm, turn, side) * 2.3);
      for (int i = 0; i < walkers; i++) {
        double speed = Noise.between(1.15, 1.6, seed, 8, arm, turn, side, i);
        double steps = green + 0.4 + 1.9 * i + Noise.uniform(seed, 9, arm, turn, side, i);
        double along = (seconds - steps) * speed - Street.CURB;
        double band =
            WALK_BAND
                * (Noise.uniform(seed, 10, arm, turn, side, i) * 0.8 + 0.2)
                * (arm < 2 ? 1 : -1);
        double look = Noise.uniform(seed, 11, arm, turn, side, i);
        addWalker(movers, arm, along, side * Street.WALKWAY + band, look);
      }
    }
  }

  private static void addWalker(
      List<Mover> movers, int arm, double along, double across, double look) {
    if (Math.abs(along) > Street.END) {
      return;
    }
    double[] direction = direction(arm);
    double x = direction[0] * along + Math.abs(direction[1]) * across;
    double y = direction[1] * along + Math.abs(direction[0]) * across;
    movers.add(new Mover(Mover.Kind.PERSON, x, y, direction[0], direction[1], along, look));
  }

  private static double[] direction(int arm) {
    return switch (arm) {
      case 0 -> new double[] {1, 0};
      case 1 -> new double[] {0, 1};
      case 2 -> new double[] {-1, 0};
      default -> new double[] {0, -1};
    };
  }
}
