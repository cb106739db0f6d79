package sightline.inference.manifest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import sightline.inference.family.Families;
import sightline.inference.metadata.UltralyticsMetadata;
import sightline.inference.model.Family;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.UnknownModel;

/**
 * How the exports of Ultralytics are fed and read, from what their metadata says.
 *
 * @param metadata of the file
 */
record Ultralytics(UltralyticsMetadata metadata) {

  private static final int GRAY = 114;
  private static final float MIN_SCORE = .25f;
  private static final float MAX_OVERLAP = .7f;

  static Ultralytics of(ModelTensors tensors) {
    return new Ultralytics(new UltralyticsMetadata(tensors.metadata()));
  }

  boolean isPresent() {
    return metadata.isPresent();
  }

  /** Our word for what the net is for, and the family that reads it. */
  private enum Use {
    DETECT("detect", "yolov8"),
    DETECT_END_TO_END("detect", "yolo-end-to-end"),
    SEGMENT("instance", "yolov8-instance"),
    CLASSIFY("classify", "classifier");

    private final String task;
    private final String family;

    Use(String task, String family) {
      this.task = task;
      this.family = family;
    }
  }

  private Optional<Use> use() {
    return switch (metadata.task()) {
      case "detect" -> Optional.of(metadata.endToEnd() ? Use.DETECT_END_TO_END : Use.DETECT);
      case "segment" -> Optional.of(Use.SEGMENT);
      case "classify" -> Optional.of(Use.CLASSIFY);
      default -> Optional.empty();
    };
  }

  /** The family that the metadata asks for, if there is one that reads such nets. */
  Optional<Family> family() {
    return use().flatMap(use -> Families.named(use.family));
  }

  UnknownModel unknown(String name, ModelTensors tensors) {
    String wanted =
        use()
            .map(use -> "asks for the family " + use.family)
            .orElse("is for a task that we have no family for");
    return new UnknownModel(
        "%s is an export of Ultralytics (%s), which %s, and its tensors %s fit none of the known families: %s."
            .formatted(name, metadata, wanted, tensors, Families.described()));
  }

  /** What the metadata says, and how such nets are fed: RGB, 0 to 1. */
  ObjectNode manifest() {
    Use use = use().orElseThrow();
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("task", use.task);
    ObjectNode input = manifest.putObject("input");
    if (metadata.width() > 0 && metadata.height() > 0) {
      input.put("width", metadata.width());
      input.put("height", metadata.height());
    }
    input.put("layout", "NCHW").put("color", "RGB").put("fit", fit(use));
    input.put("pad", GRAY).put("scale", 1 / 255f);
    input.putArray("mean").add(0).add(0).add(0);
    input.putArray("std").add(1).add(1).add(1);
    manifest.putObject("decoder").put("family", use.family);
    if (use == Use.DETECT || use == Use.SEGMENT) {
      manifest.put("maxOverlap", MAX_OVERLAP).put("minScore", MIN_SCORE);
    }
    if (!metadata.names().isEmpty()) {
      metadata.names().forEach(manifest.putArray("labels")::add);
    }
    return manifest;
  }

  /** One sentence for each thing that the metadata does not say. */
  List<String> assumed() {
    String fit = use().map(Ultralytics::fit).orElse("");
    return List.of(
        "The metadata are those of an export of Ultralytics: " + metadata + ".",
        "It is fed as those are: RGB 0 to 1, " + fit + ", gray 114.");
  }

  /** Classifiers see the middle of the picture, all others the whole. */
  private static String fit(Use use) {
    return use == Use.CLASSIFY ? "CROP" : "LETTERBOX_CENTER";
  }
}
