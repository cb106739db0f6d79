package sightline.registry.http.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import sightline.events.codec.CanonicalJson;
import sightline.registry.intake.Import;
import sightline.registry.shelf.AuditEntry;
import sightline.registry.shelf.Promotion;
import sightline.registry.shelf.Worker;

/**
 * What is on its way, and what was done, as JSON.
 *
 * <p>Threading: stateless, any thread.
 */
public final class PromotionJson {

  private static final Set<String> ABOUT_MODELS = Set.of("imported", "aliased", "confirmed");

  private PromotionJson() {}

  public static ObjectNode promotion(Promotion promotion) {
    ObjectNode json = CanonicalJson.of(promotion);
    if (promotion.endedAt().equals(Instant.EPOCH)) {
      json.remove("endedAt");
    }
    return json;
  }

  public static ObjectNode worker(Worker worker) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("worker", worker.worker());
    json.put("live", worker.live());
    worker.status().ifPresent(status -> json.set("status", CanonicalJson.of(status)));
    json.set("clientIds", SlotJson.texts(worker.clientIds()));
    return json;
  }

  /** Its subject is told as what it is: a slot, or a model. */
  public static ObjectNode entry(AuditEntry entry) {
    ObjectNode json = CanonicalJson.of(entry);
    json.remove("subject");
    json.put(ABOUT_MODELS.contains(entry.action()) ? "model" : "slot", entry.subject());
    return json;
  }

  public static ObjectNode imported(Import one) {
    return CanonicalJson.of(one);
  }
}
