package sightline.deploy.soak.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * All faults of a run, in order: a quiet beginning, rounds of faults in a shuffled order with room
 * to recover after each, a quiet end. The same settings give the same plan.
 *
 * @param faults in the order of their times
 */
public record FaultPlan(List<PlannedFault> faults) {

  public static final String ALL_CAMERAS = "all cameras";

  private static final double QUIET_BEGINNING = .15;
  private static final double QUIET_END = .2;

  /** Time that a fault and its recovery get, where the run is long enough for several rounds. */
  private static final Duration USUAL_ROOM = Duration.ofSeconds(40);

  private static final int MOST_ROUNDS = 50;

  /** Share of its room in which a fault begins, and that it stands. */
  private static final double LATEST_BEGIN = .2;

  private static final double SHORTEST = .15;
  private static final double LONGEST = .35;

  public FaultPlan {
    faults = List.copyOf(faults);
  }

  /** What a fault is planned for, before it has a time. */
  private record Wish(FaultKind kind, String how) {}

  /**
   * Plans faults of {@code kinds}.
   *
   * @param length of the run
   * @param cameras names of the cameras
   * @param workers names of the worker processes
   */
  public static FaultPlan of(
      long seed,
      Duration length,
      Set<FaultKind> kinds,
      List<String> cameras,
      List<String> workers) {
    var random = new SplittableRandom(seed);
    var faults = new ArrayList<PlannedFault>();
    for (FaultKind kind : EnumSet.allOf(FaultKind.class)) {
      if (kinds.contains(kind) && !kind.isTimed()) {
        String target = kind == FaultKind.POISON ? ALL_CAMERAS : kind.word();
        faults.add(new PlannedFault(kind, target, Duration.ZERO, length, ""));
      }
    }
    Duration begin = part(length, QUIET_BEGINNING);
    Duration window = length.minus(begin).minus(part(length, QUIET_END));
    List<Wish> wishes = wishes(random, kinds, window);
    for (int i = 0; i < wishes.size(); i++) {
      Duration room = window.dividedBy(wishes.size());
      Duration at =
          begin.plus(room.multipliedBy(i)).plus(part(room, within(random, 0, LATEST_BEGIN)));
      FaultKind kind = wishes.get(i).kind();
      Duration lasting = kind.lasting(part(room, within(random, SHORTEST, LONGEST)));
      String target = target(random, kind, cameras, workers);
      faults.add(new PlannedFault(kind, target, at, lasting, wishes.get(i).how()));
    }
    return new FaultPlan(faults);
  }

  /** The timed faults. */
  public List<PlannedFault> timed() {
    return faults.stream().filter(fault -> fault.kind().isTimed()).toList();
  }

  private static List<Wish> wishes(SplittableRandom random, Set<FaultKind> kinds, Duration window) {
    List<Wish> round = round(kinds, window, random);
    var wishes = new ArrayList<Wish>();
    if (round.isEmpty()) {
      return wishes;
    }
    long rounds = window.dividedBy(USUAL_ROOM.multipliedBy(round.size()));
    for (int i = 0; i < Math.max(1, Math.min(rounds, MOST_ROUNDS)); i++) {
      shuffle(round, random);
      wishes.addAll(round);
    }
    return wishes;
  }

  /** One of each kind; the broker is stopped both ways where there is time for it. */
  private static List<Wish> round(Set<FaultKind> kinds, Duration window, SplittableRandom random) {
    var round = new ArrayList<Wish>();
    boolean inOrder = random.nextBoolean();
    for (FaultKind kind : EnumSet.allOf(FaultKind.class)) {
      if (kinds.contains(kind) && kind == FaultKind.BROKER) {
        boolean both = window.compareTo(USUAL_ROOM.multipliedBy(2)) >= 0;
        if (both || inOrder) {
          round.add(new Wish(kind, PlannedFault.IN_ORDER));
        }
        if (both || !inOrder) {
          round.add(new Wish(kind, PlannedFault.KILLED));
        }
      } else if (kinds.contains(kind) && kind.isTimed()) {
        round.add(new Wish(kind, isKilled(kind) ? PlannedFault.KILLED : ""));
      }
    }
    return round;
  }

  private static boolean isKilled(FaultKind kind) {
    return kind == FaultKind.WORKER || kind == FaultKind.REGISTRY;
  }

  private static String target(
      SplittableRandom random, FaultKind kind, List<String> cameras, List<String> workers) {
    if (kind.isOfCamera()) {
      return cameras.get(random.nextInt(cameras.size()));
    }
    return switch (kind) {
      case WORKER -> workers.get(random.nextInt(workers.size()));
      case VIEWER -> "wall";
      case REGISTRY -> "registry";
      default -> "broker";
    };
  }

  private static void shuffle(List<Wish> wishes, SplittableRandom random) {
    for (int i = wishes.size() - 1; i > 0; i--) {
      Collections.swap(wishes, i, random.nextInt(i + 1));
    }
  }

  private static double within(SplittableRandom random, double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  private static Duration part(Duration whole, double share) {
    return Duration.ofMillis(Math.round(whole.toMillis() * share));
  }
}
