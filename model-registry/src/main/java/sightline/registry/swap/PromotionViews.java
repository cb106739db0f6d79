package sightline.registry.swap;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.SlotRecord.Candidate;
import sightline.events.slot.SlotState;
import sightline.registry.shelf.AuditEntry;
import sightline.registry.shelf.AuditTrail;
import sightline.registry.shelf.Knowledge;
import sightline.registry.shelf.Promotion;
import sightline.registry.shelf.Promotion.State;

/**
 * Promotions as people see them: from the audit, the slot's record and what workers say.
 *
 * @param crew as it was seen last
 */
record PromotionViews(Knowledge known, List<CrewMember> crew, Instant now) {

  private static final Map<String, State> ENDS =
      Map.of(
          AuditTrail.SWITCHED, State.SWITCHED,
          AuditTrail.REFUSED, State.REFUSED,
          AuditTrail.CANCELLED, State.CANCELLED,
          AuditTrail.ROLLED_BACK, State.ROLLED_BACK);

  Optional<Promotion> of(String id) {
    return known.audit().announcement(id).map(this::shown);
  }

  private Promotion shown(AuditEntry announced) {
    String id = announced.promotion();
    List<AuditEntry> entries = known.audit().promotions().get(id);
    AuditEntry last = entries.get(entries.size() - 1);
    Optional<SlotRecord> slot = known.slot(announced.subject());
    Optional<Candidate> candidate =
        slot.stream()
            .flatMap(one -> one.candidates().stream())
            .filter(one -> one.promotion().equals(id))
            .findFirst();
    State state =
        candidate.isPresent() ? State.ANNOUNCED : ENDS.getOrDefault(last.action(), State.ANNOUNCED);
    Optional<SlotState> watched =
        candidate
            .map(Candidate::state)
            .or(() -> slot.flatMap(SlotRecord::current).filter(one -> isInForce(announced)));
    Instant since = candidate.isPresent() ? announced.at() : Instant.EPOCH;
    List<Progress> workers = watched.map(one -> progress(one, since)).orElse(List.of());
    var evidence = announced.evidence();
    return new Promotion(
        id,
        announced.subject(),
        evidence.path(Evidence.KIND).asText(),
        state,
        announced.from(),
        announced.to(),
        announced.canary(),
        announced.by(),
        announced.why(),
        announced.at(),
        Instant.parse(evidence.path(Evidence.DEADLINE).asText()),
        state == State.ANNOUNCED ? Instant.EPOCH : last.at(),
        state == State.ANNOUNCED ? "" : last.evidence().path(Evidence.PROBLEM).asText(),
        announced.revision(),
        evidence.path(Evidence.GAP).asBoolean(),
        offsets(entries),
        state == State.SWITCHED && workers.stream().allMatch(Progress::isSettled),
        workers.stream().map(Progress::shown).toList());
  }

  private List<Progress> progress(SlotState state, Instant since) {
    return crew.stream()
        .filter(CrewMember::lives)
        .map(one -> new Progress(one, state, since, now))
        .toList();
  }

  private boolean isInForce(AuditEntry announced) {
    return known
        .audit()
        .lastSwitch(announced.subject())
        .filter(one -> one.promotion().equals(announced.promotion()))
        .isPresent();
  }

  private static Map<Integer, Long> offsets(List<AuditEntry> entries) {
    return entries.stream()
        .filter(one -> one.action().equals(AuditTrail.SWITCHED))
        .map(AuditEntry::offsets)
        .findFirst()
        .orElse(Map.of());
  }
}
