package sightline.registry.swap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.SlotRecord.Switch;
import sightline.events.slot.SlotState;
import sightline.registry.log.NotWritten;
import sightline.registry.metrics.RegistryMetrics;
import sightline.registry.shelf.AuditEntry;
import sightline.registry.shelf.AuditTrail;
import sightline.registry.shelf.Knowledge;
import sightline.registry.shelf.Promotion.State;

/**
 * Rolls a switch back that workers cannot follow. It watches a switch until every live worker has
 * settled, and no longer than {@value #WINDOWS} times {@code holdWithin}: what a single worker
 * cannot do later is that worker's trouble. A rollback of its own it lets stand.
 *
 * <p>Threading: one thread.
 */
final class HoldWatch {

  private static final Logger LOG = LoggerFactory.getLogger(HoldWatch.class);
  private static final int WINDOWS = 10;

  private final Duration holdWithin;
  private final Supplier<Knowledge> known;
  private final SlotScribe scribe;
  private final Clock clock;
  private final RegistryMetrics metrics;

  /** Since when a worker is stuck, by slot, revision and worker. */
  private final Map<String, Instant> stuckSince = new HashMap<>();

  /** Slots and revisions that nobody need watch any more. */
  private final Set<String> over = new HashSet<>();

  HoldWatch(
      Duration holdWithin, Supplier<Knowledge> known, SlotScribe scribe, Promoter.Timed timed) {
    this.holdWithin = holdWithin;
    this.known = known;
    this.scribe = scribe;
    this.clock = timed.clock();
    this.metrics = timed.metrics();
  }

  /** Looks at the newest switch of every slot. */
  void look(List<CrewMember> crew) throws NotWritten {
    Instant now = clock.instant();
    Set<String> watched = new HashSet<>();
    Set<String> stuck = new HashSet<>();
    for (SlotRecord slot : List.copyOf(known.get().slots().values())) {
      Optional<AuditEntry> last = known.get().audit().lastSwitch(slot.slot());
      if (last.isPresent() && isWatched(slot, last.get(), now)) {
        watched.add(key(slot.switches().get(0).state()));
        lookAt(slot, last.get(), crew, stuck);
      }
    }
    over.retainAll(watched);
    stuckSince.keySet().retainAll(stuck);
  }

  /** Begins anew: this registry did not look for a while. */
  void forget() {
    stuckSince.clear();
  }

  private void lookAt(SlotRecord slot, AuditEntry last, List<CrewMember> crew, Set<String> stuck)
      throws NotWritten {
    SlotState state = slot.switches().get(0).state();
    Instant now = clock.instant();
    if (over.contains(key(state))) {
      return;
    }
    List<Progress> live =
        crew.stream()
            .filter(CrewMember::lives)
            .map(one -> new Progress(one, state, Instant.EPOCH, now))
            .toList();
    if (!live.isEmpty() && live.stream().allMatch(Progress::isSettled)) {
      over.add(key(state));
      return;
    }
    for (Progress one : live.stream().filter(Progress::isStuck).toList()) {
      String key = key(state) + "/" + one.member().worker();
      stuck.add(key);
      Instant since = stuckSince.computeIfAbsent(key, any -> now);
      if (!since.plus(holdWithin).isAfter(now)) {
        rollBack(slot, last, one);
        return;
      }
    }
  }

  private void rollBack(SlotRecord slot, AuditEntry last, Progress stuck) throws NotWritten {
    SlotState now = slot.switches().get(0).state();
    SlotState previous = Planner.previous(slot, now);
    String problem =
        "worker %s could not follow the switch for %s: %s"
            .formatted(stuck.member().worker(), holdWithin, detail(stuck));
    var cause =
        new SlotScribe.Cause(
            "registry",
            AuditTrail.ROLLED_BACK,
            slot.slot(),
            problem,
            last.promotion(),
            previous.revision());
    var evidence = Evidence.ended(problem, List.of(stuck.shown()));
    Evidence.addRules(evidence, previous);
    scribe.change(
        slot,
        previous,
        SlotScribe.entry(
            known.get().audit().nextId(),
            clock.instant(),
            cause,
            Move.between(now, previous),
            evidence));
    metrics.promotionEnded(State.ROLLED_BACK.name());
    LOG.warn("slot {} is rolled back: {}", slot.slot(), problem);
  }

  private boolean isWatched(SlotRecord slot, AuditEntry last, Instant now) {
    if (slot.switches().isEmpty() || !slot.candidates().isEmpty()) {
      return false;
    }
    Switch current = slot.switches().get(0);
    boolean young = current.at().plus(holdWithin.multipliedBy(WINDOWS)).isAfter(now);
    boolean byPeople = last.action().equals(AuditTrail.SWITCHED);
    return young && byPeople && last.revision() == current.state().revision();
  }

  private static String detail(Progress stuck) {
    return stuck
        .failed()
        .map(version -> version.model() + " failed, " + version.detail())
        .orElseGet(() -> "partitions %s wait".formatted(stuck.shown().held()));
  }

  private static String key(SlotState state) {
    return state.slot() + "/" + state.revision();
  }
}
