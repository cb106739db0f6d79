package sightline.inference.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import sightline.inference.check.look.GoldenOutcome;
import sightline.inference.manifest.FoundManifest;
import sightline.inference.manifest.Manifests;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.TensorInfo;

/**
 * What the check of one file found, on its way to a line of JSON.
 *
 * <p>Threading: one thread.
 */
final class CheckReport {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode tree = JSON.createObjectNode();
  private final ArrayNode steps = JSON.createArrayNode();
  private boolean unfinished;

  CheckReport(String file) {
    tree.put("file", file).put("ok", false);
    tree.set("steps", steps);
  }

  void artifact(String digest, long sizeBytes) {
    tree.put("digest", digest).put("sizeBytes", sizeBytes);
  }

  void tensors(ModelTensors tensors) {
    ObjectNode both = tree.putObject("tensors");
    put(both, "inputs", tensors.inputs().stream().map(TensorInfo::toString).toList());
    put(both, "outputs", tensors.outputs().stream().map(TensorInfo::toString).toList());
  }

  void understood(FoundManifest found) {
    ModelManifest manifest = found.manifest();
    String yaml = Manifests.write(manifest);
    tree.put("task", manifest.task()).put("family", manifest.decoder().family());
    tree.set("input", parsed(yaml).path("input"));
    put(tree, "labels", manifest.labels());
    tree.put("manifest", yaml).put("manifestSource", found.source().wireName());
    put(tree, "assumed", manifest.assumed());
    tree.set("metrics", found.told().metrics());
    tree.set("lineage", found.told().lineage());
  }

  void cost(long residentBytes, double inferenceMillis) {
    tree.put("residentBytes", residentBytes).put("inferenceMillis", inferenceMillis);
  }

  void golden(GoldenOutcome outcome) {
    tree.set("golden", outcome.json());
  }

  void step(String name, boolean ok, String detail, long millis) {
    steps.addObject().put("name", name).put("ok", ok).put("detail", detail).put("millis", millis);
  }

  void accepted() {
    tree.put("ok", true);
  }

  /** Something of the model still runs, and nobody can end it. */
  void unfinished() {
    unfinished = true;
  }

  boolean isUnfinished() {
    return unfinished;
  }

  void refused(String sentence) {
    tree.put("problem", sentence);
  }

  private static void put(ObjectNode into, String key, List<String> texts) {
    texts.forEach(into.putArray(key)::add);
  }

  private static JsonNode parsed(String yaml) {
    try {
      return new YAMLMapper().readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was written as YAML is none", e);
    }
  }

  /** One line of JSON. */
  @Override
  public String toString() {
    return tree.toString();
  }
}
