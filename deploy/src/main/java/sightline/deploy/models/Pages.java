package sightline.deploy.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Lists that the registry gives page by page, put together. */
public final class Pages {

  private static final int PAGE = 100;
  private static final int MOST_PAGES = 1_000;

  private Pages() {}

  /**
   * The answer of {@code path} with at most {@code limit} of what it lists under {@code key}.
   *
   * <p>Its {@code next} says where more would begin, when there is more.
   */
  public static ObjectNode read(RegistryClient client, RegistryPath path, String key, int limit)
      throws RegistryFailed, InterruptedException {
    ObjectNode whole = null;
    String after = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      int have = whole == null ? 0 : whole.withArray(key).size();
      JsonNode body =
          client.get(path.with("limit", Math.min(PAGE, limit - have)).with("after", after)).body();
      whole = whole == null ? body.<ObjectNode>deepCopy() : append(whole, body, key);
      after = body.path("next").asText("");
      if (after.isEmpty() || whole.withArray(key).size() >= limit || body.path(key).isEmpty()) {
        break;
      }
    }
    return whole;
  }

  private static ObjectNode append(ObjectNode whole, JsonNode body, String key) {
    body.path(key).forEach(whole.withArray(key)::add);
    whole.remove("next");
    if (body.hasNonNull("next")) {
      whole.set("next", body.get("next"));
    }
    return whole;
  }
}
