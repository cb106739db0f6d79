package sightline.deploy.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import sightline.inference.manifest.FoundManifest;
import sightline.inference.manifest.Manifests;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.TensorInfo;

/** An inspection for programs. */
final class InspectionJson {

  private InspectionJson() {}

  static ObjectNode of(Inspection inspection) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", inspection.name()).put("sizeBytes", inspection.sizeBytes());
    json.put("recognized", inspection.isRecognized());
    json.put("operators", inspection.facts().nodes());
    json.put("constantTensors", inspection.facts().tensors());
    json.put("opset", inspection.facts().opset());
    addTensors(json.putArray("inputs"), inspection.tensors().inputs());
    addTensors(json.putArray("outputs"), inspection.tensors().outputs());
    json.putPOJO("metadata", inspection.tensors().metadata());
    json.put("problem", inspection.unknown());
    inspection.found().ifPresent(found -> addManifest(json, found));
    return json;
  }

  private static void addTensors(ArrayNode list, List<TensorInfo> tensors) {
    for (TensorInfo tensor : tensors) {
      ObjectNode one = list.addObject().put("name", tensor.name());
      one.put("elementType", tensor.elementType());
      tensor.dims().forEach(one.putArray("dims")::add);
    }
  }

  private static void addManifest(ObjectNode json, FoundManifest found) {
    ModelManifest manifest = found.manifest();
    json.put("family", manifest.decoder().family()).put("task", manifest.task());
    json.put("manifestSource", found.source().wireName());
    manifest.assumed().forEach(json.putArray("assumed")::add);
    manifest.labels().forEach(json.putArray("labels")::add);
    json.put("minScore", manifest.minScore()).put("maxOverlap", manifest.maxOverlap());
    json.put("manifest", Manifests.write(manifest));
  }
}
