package sightline.dashboards;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * Versions of models as the registry tells them.
 *
 * <p>Threading: stateless, any thread.
 */
final class FakeVersion {

  private FakeVersion() {}

  static ObjectNode of(String model, int version) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("model", model).put("version", String.valueOf(version));
    json.put("digest", "sha256:" + Integer.toHexString(0x5ea1 * version + 0xab3).repeat(32));
    json.put("sizeBytes", 3_600_000L + 9_700_000L * (version - 1));
    json.put("fileName", "yolox_" + model + "_" + version + ".onnx");
    json.put("createdAt", Instant.now().minusSeconds(86_400L * (4 - version)).toString());
    json.put("by", version == 2 ? "ana" : "bo").put("why", version == 2 ? "more night" : "first");
    json.put("task", "detect").put("family", "yolox");
    json.putObject("input").put("width", 416).put("height", 416);
    json.putArray("labels").add("person").add("car").add("truck");
    json.put("manifest", "task: detect\nfamily: yolox\n");
    json.put("manifestSource", version == 3 ? "guessed" : "embedded");
    json.put("confirmed", version != 3);
    var assumed = json.putArray("assumed");
    if (version == 3) {
      assumed.add("the color order is BGR, as models of this family have it");
    }
    json.putObject("metrics")
        .put("mAP50", .41 + .022 * version)
        .put("mAP50-95", .258 + .015 * version)
        .put("recall", .633 - .008 * version);
    ObjectNode lineage = json.putObject("lineage");
    if (version > 1) {
      lineage.put("parent", model + "/" + (version - 1)).put("dataset", "yard-2026-" + version);
    }
    json.put("residentBytes", 96_000_000L + 58_000_000L * version);
    return json.put("inferenceMillis", 11.4 + 3.1 * version);
  }
}
