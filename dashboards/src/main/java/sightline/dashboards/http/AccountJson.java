package sightline.dashboards.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import sightline.dashboards.ledger.AccountView;
import sightline.dashboards.ledger.LedgerView;
import sightline.dashboards.ledger.RejectionView;
import sightline.dashboards.ledger.RejectionView.Example;
import sightline.events.LedgerRow;
import sightline.events.codec.CanonicalJson;

/**
 * Ledger and rejections as JSON; {@code openapi.yaml} describes it.
 *
 * <p>Threading: stateless, any thread.
 */
final class AccountJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private AccountJson() {}

  static ObjectNode ledger(LedgerView view) {
    ObjectNode json = JSON.objectNode();
    json.put("from", view.from().toString());
    json.put("to", view.to().toString());
    json.set("rows", rows(view.rows()));
    json.set("totals", rows(view.totals()));
    json.put("balances", view.unbalanced().isEmpty());
    json.set("unbalanced", rows(view.unbalanced()));
    return json;
  }

  static ObjectNode rejections(RejectionView view) {
    ObjectNode json = JSON.objectNode();
    ArrayNode counts = json.putArray("counts");
    view.counts()
        .forEach(
            each ->
                counts
                    .addObject()
                    .put("camera", each.camera())
                    .put("reason", each.reason().name())
                    .put("count", each.count()));
    ArrayNode examples = json.putArray("examples");
    view.examples().forEach(example -> examples.add(example(example)));
    return json;
  }

  /** One camera and slot: the last minute, the last hour, and each of its minutes for bars. */
  static ObjectNode account(AccountView account) {
    ObjectNode json = JSON.objectNode().put("slot", account.slot());
    json.set("lastMinute", CanonicalJson.of(account.lastMinute()));
    json.set("lastHour", CanonicalJson.of(account.lastHour()));
    ArrayNode minutes = json.putArray("minutes");
    for (LedgerRow row : account.minutes()) {
      long rejected = sum(row.rejected().values());
      long lost = sum(row.lost().values());
      long bad = lost + Math.max(row.unaccounted(), row.balances() ? 0 : 1);
      minutes
          .addArray()
          .add(row.inferred() + row.inFlight())
          .add(row.noSlot() + sum(row.skipped().values()))
          .add(row.late() + rejected)
          .add(bad);
    }
    return json;
  }

  private static ObjectNode example(Example example) {
    ObjectNode json = CanonicalJson.of(example.event());
    json.put("hasThumbnail", example.hasThumbnail());
    json.put("id", example.id());
    if (example.hasThumbnail()) {
      json.put("thumbnail", "/api/rejections/" + inAddress(example.id()) + "/thumbnail");
    } else {
      json.putNull("thumbnail");
    }
    return json;
  }

  private static ArrayNode rows(List<LedgerRow> rows) {
    ArrayNode json = JSON.arrayNode();
    rows.forEach(row -> json.add(CanonicalJson.of(row)));
    return json;
  }

  private static long sum(Collection<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  private static String inAddress(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%7E", "~");
  }
}
