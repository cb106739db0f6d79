package sightline.registry.swap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.SlotRecord.Candidate;
import sightline.registry.log.NotWritten;
import sightline.registry.log.WorkerGroup;
import sightline.registry.metrics.RegistryMetrics;
import sightline.registry.shelf.AuditEntry;
import sightline.registry.shelf.AuditTrail;
import sightline.registry.shelf.Changes.Who;
import sightline.registry.shelf.Knowledge;
import sightline.registry.shelf.Promotion.State;
import sightline.registry.shelf.Promotion.WorkerProgress;
import sightline.registry.shelf.Refused;
import sightline.registry.shelf.Refused.Kind;
import sightline.registry.shelf.SlotWish;

/**
 * Leads promotions from the wish to the markers. All it knows of them stands in the log, so that
 * another registry can go on with them.
 *
 * <pre>
 *   wish --announce--> candidate --every live worker is ready--> markers
 *                          +--one cannot, or not in time, or cancelled--> candidate taken back
 * </pre>
 *
 * <p>Threading: one thread.
 */
final class Promoter {

  private static final Logger LOG = LoggerFactory.getLogger(Promoter.class);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final CoreSettings settings;
  private final Supplier<Knowledge> known;
  private final Roster roster;
  private final SlotScribe scribe;
  private final Clock clock;
  private final RegistryMetrics metrics;
  private final Planner planner;
  private final ReadyTimes readyTimes = new ReadyTimes();

  Promoter(
      CoreSettings settings,
      Supplier<Knowledge> known,
      Roster roster,
      SlotScribe scribe,
      Timed timed) {
    this.settings = settings;
    this.known = known;
    this.roster = roster;
    this.scribe = scribe;
    this.clock = timed.clock();
    this.metrics = timed.metrics();
    this.planner = new Planner(settings.limits().maxSlots(), metrics);
  }

  /** Who works. */
  @FunctionalInterface
  interface Roster {

    /**
     * Everybody who is a member of the group now, or said something.
     *
     * @throws WorkerGroup.Unknown when the broker does not say
     */
    List<CrewMember> ask() throws WorkerGroup.Unknown;
  }

  /** When something happens, and how often. */
  record Timed(Clock clock, RegistryMetrics metrics) {}

  /** Announces a candidate; gives back the promotion's id. */
  String announce(SlotWish wish) throws NotWritten {
    Planner.Plan plan = planner.plan(known.get(), wish);
    Duration within = wish.readyWithin().orElse(settings.readyWithin());
    if (within.isNegative() || within.compareTo(LONGEST) > 0) {
      throw new Refused(
          Kind.INVALID, "workers would have %s, expected PT0S to %s".formatted(within, LONGEST));
    }
    List<CrewMember> crew = crew();
    if (!wish.gap()) {
      MemoryNeed.shortage(known.get(), plan.next(), crew)
          .ifPresent(
              sentence -> {
                throw new Refused(Kind.MEMORY_SHORT, sentence);
              });
    }
    Instant now = clock.instant();
    String id = "%s-%d".formatted(wish.slot(), plan.before().edition() + 1);
    var candidate = new Candidate(id, plan.next(), wish.gap(), now.plus(within));
    String deadline = candidate.deadline().toString();
    var evidence = Evidence.announced(plan, wish.gap(), deadline, known.get(), crew);
    var cause = cause(wish.by(), AuditTrail.ANNOUNCED, candidate, wish.why());
    scribe.note(
        plan.before(),
        List.of(candidate),
        SlotScribe.entry(known.get().audit().nextId(), now, cause, plan.move(), evidence));
    LOG.info("promotion {} of slot {} is announced", id, wish.slot());
    return id;
  }

  /**
   * Ends promotions that can be ended now.
   *
   * @param crew as it was seen lately
   */
  void look(List<CrewMember> crew) throws NotWritten {
    List<NotWritten> failures = new ArrayList<>();
    readyTimes.keepOnly(running());
    for (SlotRecord slot : List.copyOf(known.get().slots().values())) {
      for (Candidate candidate : slot.candidates()) {
        try {
          lookAt(slot, candidate, crew);
        } catch (NotWritten e) {
          failures.add(e); // the other slots need not wait for this one
        }
      }
    }
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  /** Takes a promotion back that is not switched yet. */
  void cancel(String promotion, Who who) throws NotWritten {
    Knowledge now = known.get();
    AuditEntry announced =
        now.audit()
            .announcement(promotion)
            .orElseThrow(() -> new Refused(Kind.UNKNOWN, "there is no promotion " + promotion));
    SlotRecord slot = now.slot(announced.subject()).orElseThrow();
    Candidate candidate =
        slot.candidates().stream()
            .filter(one -> one.promotion().equals(promotion))
            .findFirst()
            .orElseThrow(
                () ->
                    new Refused(
                        Kind.CONFLICT,
                        "promotion %s has ended already: roll slot %s back if it must not be"
                            .formatted(promotion, slot.slot())));
    var cause = cause(who.by(), AuditTrail.CANCELLED, candidate, who.why());
    takeBack(slot, cause, "cancelled by " + who.by(), List.of());
    metrics.promotionEnded(State.CANCELLED.name());
  }

  private void lookAt(SlotRecord slot, Candidate candidate, List<CrewMember> seen)
      throws NotWritten {
    Instant announcedAt = announcedAt(candidate);
    Instant now = clock.instant();
    readyTimes.look(candidate.promotion(), candidate.state(), seen, announcedAt, now);
    Verdict verdict = Verdict.of(candidate, seen, announcedAt, now);
    if (verdict instanceof Verdict.Switch && !candidate.state().rules().isEmpty()) {
      verdict = Verdict.of(candidate, crew(), announcedAt, now); // nobody has come meanwhile
    }
    if (verdict instanceof Verdict.Switch) {
      change(slot, candidate, now);
    } else if (verdict instanceof Verdict.Refuse refuse) {
      var cause = cause("registry", AuditTrail.REFUSED, candidate, refuse.sentence());
      takeBack(slot, cause, refuse.sentence(), progress(candidate, seen, now));
      metrics.promotionEnded(State.REFUSED.name());
    }
  }

  private void change(SlotRecord slot, Candidate candidate, Instant now) throws NotWritten {
    String by = announcement(candidate).map(AuditEntry::by).orElse("registry");
    String why = announcement(candidate).map(AuditEntry::why).orElse("");
    var cause = cause(by, AuditTrail.SWITCHED, candidate, why);
    var evidence = Evidence.ready(readyTimes.of(candidate.promotion()));
    Evidence.addRules(evidence, candidate.state());
    scribe.change(
        slot,
        candidate.state(),
        SlotScribe.entry(
            known.get().audit().nextId(), now, cause, move(slot, candidate), evidence));
    announcement(candidate).ifPresent(one -> metrics.workersReady(Duration.between(one.at(), now)));
    metrics.promotionEnded(State.SWITCHED.name());
    LOG.info("slot {} is switched by promotion {}", slot.slot(), candidate.promotion());
  }

  private void takeBack(
      SlotRecord slot, SlotScribe.Cause cause, String problem, List<WorkerProgress> progress)
      throws NotWritten {
    Candidate candidate = slot.candidates().get(0);
    var evidence = Evidence.ended(problem, progress);
    scribe.note(
        slot,
        List.of(),
        SlotScribe.entry(
            known.get().audit().nextId(), clock.instant(), cause, move(slot, candidate), evidence));
    LOG.info("promotion {} is taken back: {}", candidate.promotion(), problem);
  }

  private List<CrewMember> crew() throws NotWritten {
    try {
      return roster.ask();
    } catch (WorkerGroup.Unknown e) {
      throw NotWritten.surely(e.getMessage());
    }
  }

  private Instant announcedAt(Candidate candidate) {
    return announcement(candidate).map(AuditEntry::at).orElse(Instant.EPOCH);
  }

  private Set<String> running() {
    return known.get().slots().values().stream()
        .flatMap(slot -> slot.candidates().stream())
        .map(Candidate::promotion)
        .collect(Collectors.toSet());
  }

  private Optional<AuditEntry> announcement(Candidate candidate) {
    return known.get().audit().announcement(candidate.promotion());
  }

  private static List<WorkerProgress> progress(
      Candidate candidate, List<CrewMember> crew, Instant now) {
    return crew.stream()
        .filter(CrewMember::lives)
        .map(one -> new Progress(one, candidate.state(), Instant.EPOCH, now).shown())
        .toList();
  }

  private static Move move(SlotRecord slot, Candidate candidate) {
    return Move.between(slot.current().orElse(Planner.unbound(slot.slot(), 0)), candidate.state());
  }

  private static SlotScribe.Cause cause(String by, String action, Candidate candidate, String why) {
    var state = candidate.state();
    return new SlotScribe.Cause(
        by, action, state.slot(), why, candidate.promotion(), state.revision());
  }
}
