package sightline.registry.http.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.SlotRecord.Switch;
import sightline.events.slot.SlotState;
import sightline.events.slot.SlotState.Rule;
import sightline.registry.shelf.AuditEntry;

/**
 * Slots and their switches as JSON. A last rule is the slot's own, one before it the canary.
 *
 * <p>Threading: stateless, any thread.
 */
public final class SlotJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SlotJson() {}

  /**
   * A slot as it is now.
   *
   * @param last who switched it last, if that is known
   */
  public static ObjectNode slot(SlotRecord slot, Optional<AuditEntry> last) {
    ObjectNode json = JSON.objectNode().put("slot", slot.slot()).put("edition", slot.edition());
    slot.switches().stream().findFirst().ifPresent(current -> current(json, current));
    last.ifPresent(entry -> json.put("by", entry.by()).put("why", entry.why()));
    slot.switches().stream()
        .skip(1)
        .findFirst()
        .flatMap(before -> ownRule(Optional.of(before.state())))
        .ifPresent(rule -> json.put("previous", rule.model().id()));
    slot.candidates().stream()
        .findFirst()
        .ifPresent(candidate -> json.put("promotion", candidate.promotion()));
    return json;
  }

  /** A switch that was made. */
  public static ObjectNode passed(AuditEntry entry, SlotRecord slot) {
    ObjectNode json = JSON.objectNode();
    json.put("revision", entry.revision());
    json.put("at", entry.at().toString());
    json.put("by", entry.by());
    json.put("why", entry.why());
    json.put("action", entry.action());
    json.put("from", entry.from());
    json.put("to", entry.to());
    slot.switches().stream()
        .filter(one -> one.state().revision() == entry.revision())
        .findFirst()
        .ifPresentOrElse(
            one -> json.set("rules", rules(one.state().rules())),
            () -> rulesOf(entry).ifPresent(rules -> json.set("rules", rules)));
    json.set("offsets", offsets(entry.offsets()));
    return json;
  }

  public static ObjectNode offsets(Map<Integer, Long> offsets) {
    ObjectNode json = JSON.objectNode();
    new TreeMap<>(offsets)
        .forEach((partition, offset) -> json.put(Integer.toString(partition), offset));
    return json;
  }

  public static ArrayNode texts(List<String> texts) {
    ArrayNode json = JSON.arrayNode();
    texts.forEach(json::add);
    return json;
  }

  private static void current(ObjectNode json, Switch current) {
    SlotState state = current.state();
    json.put("revision", state.revision());
    Optional<Rule> own = ownRule(Optional.of(state));
    json.set("cameras", texts(own.map(Rule::cameras).orElse(List.of())));
    own.ifPresent(rule -> json.put("model", rule.model().id()));
    if (state.rules().size() > 1) {
      json.set("canary", rule(state.rules().get(0)));
    }
    json.put("minScore", state.minScore());
    json.put("reduction", state.reduction());
    json.put("since", current.at().toString());
    json.set("offsets", offsets(current.offsets()));
  }

  /** Of all of the slot's cameras but the canary's. */
  public static Optional<Rule> ownRule(Optional<SlotState> state) {
    return state
        .map(SlotState::rules)
        .filter(rules -> !rules.isEmpty())
        .map(rules -> rules.get(rules.size() - 1));
  }

  private static ArrayNode rules(List<Rule> rules) {
    ArrayNode json = JSON.arrayNode();
    rules.forEach(rule -> json.add(rule(rule)));
    return json;
  }

  private static ObjectNode rule(Rule rule) {
    ObjectNode json = JSON.objectNode();
    json.set("cameras", texts(rule.cameras()));
    json.put("model", rule.model().id());
    return json;
  }

  /** Of a switch that the slot's record no longer holds: as far as its entry tells. */
  private static Optional<ArrayNode> rulesOf(AuditEntry entry) {
    return entry.evidence() != null && entry.evidence().path("rules") instanceof ArrayNode rules
        ? Optional.of(rules)
        : Optional.empty();
  }
}
