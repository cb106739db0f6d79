package sightline.registry.swap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sightline.events.FrameId;
import sightline.events.slot.ServedModel;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.SlotState;
import sightline.events.slot.SlotState.Rule;
import sightline.registry.metrics.RegistryMetrics;
import sightline.registry.shelf.Knowledge;
import sightline.registry.shelf.ModelVersion;
import sightline.registry.shelf.Refused;
import sightline.registry.shelf.Refused.Kind;
import sightline.registry.shelf.SlotWish;

/**
 * Turns a wish into a slot's next state, or says in one sentence what is in the way.
 *
 * <p>Threading: keeps nothing, any thread.
 */
final class Planner {

  /** Cameras named by one slot. */
  private static final int MAX_CAMERAS = 1_000;

  private static final Set<String> REDUCTIONS = Set.of("full", "half", "quarter");
  private static final String AS_IT_IS = "full";

  private final int maxSlots;
  private final RegistryMetrics metrics;

  /**
   * A wish that makes sense.
   *
   * @param before the slot as it is; edition 0 when it is new
   * @param kind as in {@code Promotion}
   */
  record Plan(SlotRecord before, SlotState next, String kind, Move move) {}

  Planner(int maxSlots, RegistryMetrics metrics) {
    this.maxSlots = maxSlots;
    this.metrics = metrics;
  }

  Plan plan(Knowledge known, SlotWish wish) {
    requireName(wish.slot());
    Optional<SlotRecord> found = Editions.seen(known, wish);
    if (found.isEmpty() && known.slots().size() >= maxSlots) {
      metrics.limitReached("maxSlots");
      throw new Refused(
          Kind.CONFLICT, "there are %d slots, no more are kept (maxSlots)".formatted(maxSlots));
    }
    found.ifPresent(Planner::requireIdle);
    SlotRecord before = found.orElse(new SlotRecord(wish.slot(), 0, List.of(), List.of()));
    SlotState now = before.current().orElse(unbound(wish.slot(), 0));
    SlotState next =
        switch (wish.kind()) {
          case BIND -> bind(known, wish, now);
          case PROMOTE -> promote(known, wish, now);
          case ROLLBACK -> rollBack(before, now);
          case UNBIND -> unbound(wish.slot(), now.revision() + 1);
        };
    requireDifferent(now, next);
    requireTwo(now, next);
    return new Plan(before, next, kind(wish, now, next), Move.between(now, next));
  }

  /** A slot that looks at nothing. */
  static SlotState unbound(String slot, long revision) {
    return new SlotState(slot, revision, List.of(), -1, AS_IT_IS);
  }

  /** The state before the one in force, as the next one. */
  static SlotState previous(SlotRecord slot, SlotState now) {
    SlotState old =
        slot.switches().size() < 2 ? unbound(slot.slot(), 0) : slot.switches().get(1).state();
    return new SlotState(
        old.slot(), now.revision() + 1, old.rules(), old.minScore(), old.reduction());
  }

  private static SlotState bind(Knowledge known, SlotWish wish, SlotState now) {
    Optional<Rule> main = Move.main(now);
    if (main.isEmpty() && (wish.model().isBlank() || wish.cameras().isEmpty())) {
      throw new Refused(
          Kind.INVALID, "slot %s is not bound: name model and cameras".formatted(wish.slot()));
    }
    ServedModel model =
        wish.model().isBlank() ? main.orElseThrow().model() : version(known, wish.model());
    List<String> cameras =
        wish.cameras().isEmpty() ? main.orElseThrow().cameras() : cameras(wish.cameras());
    List<Rule> rules = new ArrayList<>();
    Move.canary(now)
        .filter(canary -> !canary.model().equals(model))
        .ifPresent(canary -> rules.add(within(canary, cameras)));
    rules.add(new Rule(cameras, model));
    return new SlotState(
        now.slot(), now.revision() + 1, rules, minScore(wish), reduction(wish, now));
  }

  private static SlotState promote(Knowledge known, SlotWish wish, SlotState now) {
    Rule main =
        Move.main(now)
            .orElseThrow(
                () ->
                    new Refused(
                        Kind.INVALID,
                        "slot %s is not bound: bind it, there is nothing to promote over"
                            .formatted(wish.slot())));
    ServedModel model = version(known, wish.model());
    List<Rule> rules = new ArrayList<>();
    if (!wish.cameras().isEmpty()) {
      rules.add(canary(main, model, cameras(wish.cameras())));
    }
    rules.add(wish.cameras().isEmpty() ? new Rule(main.cameras(), model) : main);
    requireNoThird(now, model);
    return new SlotState(now.slot(), now.revision() + 1, rules, now.minScore(), now.reduction());
  }

  private static Rule canary(Rule main, ServedModel model, List<String> cameras) {
    boolean every =
        cameras.equals(SlotState.ALL) || new HashSet<>(cameras).containsAll(main.cameras());
    if (every || model.equals(main.model())) {
      throw new Refused(
          Kind.INVALID,
          "a canary is another version on some of the cameras: promote %s without one"
              .formatted(model.id()));
    }
    requireWithin(cameras, main.cameras());
    return new Rule(cameras, model);
  }

  private static SlotState rollBack(SlotRecord slot, SlotState now) {
    if (slot.switches().size() < 2) {
      throw new Refused(
          Kind.INVALID, "slot %s has no state before the one it is in".formatted(slot.slot()));
    }
    return previous(slot, now);
  }

  private static Rule within(Rule canary, List<String> cameras) {
    requireWithin(canary.cameras(), cameras);
    return canary;
  }

  private static void requireWithin(List<String> canary, List<String> cameras) {
    Optional<String> stranger = canary.stream().filter(one -> !cameras.contains(one)).findFirst();
    if (stranger.isPresent() && !cameras.equals(SlotState.ALL)) {
      throw new Refused(
          Kind.INVALID,
          "camera %s of the canary is none of the slot's: %s".formatted(stranger.get(), cameras));
    }
  }

  private static void requireNoThird(SlotState now, ServedModel model) {
    Optional<Rule> canary = Move.canary(now);
    List<ServedModel> served = Progress.modelsOf(now);
    if (canary.isPresent() && !served.contains(model)) {
      throw new Refused(
          Kind.CONFLICT,
          "slot %s serves %s and, as a canary, %s; %s would be the third: promote one of them or roll"
                  .formatted(
                      now.slot(),
                      Move.main(now).orElseThrow().model().id(),
                      canary.get().model().id(),
                      model.id())
              + " back first");
    }
  }

  private static void requireTwo(SlotState now, SlotState next) {
    Set<String> ids =
        Stream.of(now, next)
            .flatMap(state -> Progress.modelsOf(state).stream())
            .map(ServedModel::id)
            .collect(Collectors.toCollection(java.util.TreeSet::new));
    if (ids.size() > 2) {
      throw new Refused(
          Kind.CONFLICT,
          "slot %s would have %s open at once, expected at most two versions: end the canary first"
              .formatted(now.slot(), ids));
    }
  }

  private static void requireDifferent(SlotState now, SlotState next) {
    boolean same =
        now.rules().equals(next.rules())
            && now.minScore() == next.minScore()
            && now.reduction().equals(next.reduction());
    if (now.rules().isEmpty() && next.rules().isEmpty()) {
      throw new Refused(Kind.INVALID, "slot %s is not bound".formatted(now.slot()));
    }
    if (same) {
      throw new Refused(
          Kind.INVALID,
          "slot %s is so already: %s runs"
              .formatted(now.slot(), Move.main(now).orElseThrow().model().id()));
    }
  }

  private static void requireIdle(SlotRecord slot) {
    if (!slot.candidates().isEmpty()) {
      SlotRecord.Candidate one = slot.candidates().get(0);
      throw new Refused(
          Kind.CONFLICT,
          "promotion %s of slot %s waits for its workers until %s: wait for it or cancel it"
              .formatted(one.promotion(), slot.slot(), one.deadline()));
    }
  }

  private static String kind(SlotWish wish, SlotState now, SlotState next) {
    boolean settings =
        wish.kind() == SlotWish.Kind.BIND
            && !now.rules().isEmpty()
            && Progress.modelsOf(now).equals(Progress.modelsOf(next));
    return settings ? "settings" : wish.kind().name().toLowerCase(java.util.Locale.ROOT);
  }

  private static ServedModel version(Knowledge known, String model) {
    int slash = model.indexOf('/');
    if (slash < 1 || slash == model.length() - 1) {
      throw new Refused(
          Kind.INVALID, "model is '%s', expected name/version or name/alias".formatted(model));
    }
    String name = model.substring(0, slash);
    return known
        .version(name, model.substring(slash + 1))
        .map(ModelVersion::served)
        .orElseThrow(
            () ->
                new Refused(
                    Kind.UNKNOWN,
                    known.models().containsKey(name)
                        ? "model %s has no version or alias %s"
                            .formatted(name, model.substring(slash + 1))
                        : "there is no model %s".formatted(name)));
  }

  private static List<String> cameras(List<String> cameras) {
    if (cameras.equals(SlotState.ALL)) {
      return cameras;
    }
    if (cameras.size() > MAX_CAMERAS || new HashSet<>(cameras).size() < cameras.size()) {
      throw new Refused(
          Kind.INVALID,
          "%d cameras are named, expected each once and at most %d; [\"*\"] means all of them"
              .formatted(cameras.size(), MAX_CAMERAS));
    }
    cameras.forEach(Planner::requireName);
    return List.copyOf(cameras);
  }

  private static void requireName(String name) {
    try {
      FrameId.requireCamera(name);
    } catch (IllegalArgumentException e) {
      throw new Refused(Kind.INVALID, "name: " + e.getMessage());
    }
  }

  private static float minScore(SlotWish wish) {
    if (wish.minScore() != -1 && !(wish.minScore() >= 0 && wish.minScore() <= 1)) {
      throw new Refused(
          Kind.INVALID,
          "minScore is %s, expected 0 to 1, or -1 for the manifest's".formatted(wish.minScore()));
    }
    return wish.minScore();
  }

  private static String reduction(SlotWish wish, SlotState now) {
    String reduction = wish.reduction().isBlank() ? now.reduction() : wish.reduction();
    if (!REDUCTIONS.contains(reduction)) {
      throw new Refused(
          Kind.INVALID, "reduction is '%s', expected full, half or quarter".formatted(reduction));
    }
    return reduction;
  }
}
