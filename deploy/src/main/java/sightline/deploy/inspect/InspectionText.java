package sightline.deploy.inspect;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sightline.deploy.console.PlainText;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.PerChannel;
import sightline.inference.family.Families;
import sightline.inference.manifest.FoundManifest;
import sightline.inference.manifest.Manifests;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.model.TensorInfo;

/** An inspection in lines for people. */
final class InspectionText {

  private static final int LABELS_SHOWN = 12;

  private final List<String> lines = new ArrayList<>();

  private InspectionText() {}

  static List<String> of(Inspection inspection) {
    var text = new InspectionText();
    text.addFile(inspection);
    inspection.found().ifPresentOrElse(text::addManifest, () -> text.addUnknown(inspection));
    return text.lines;
  }

  private void addFile(Inspection inspection) {
    add("model", inspection.name());
    add(
        "graph",
        "%d operators, %d constant tensors, opset %d, %.1f MB"
            .formatted(
                inspection.facts().nodes(),
                inspection.facts().tensors(),
                inspection.facts().opset(),
                inspection.sizeBytes() / 1e6));
    addTensors("in", inspection.tensors().inputs());
    addTensors("out", inspection.tensors().outputs());
    Map<String, String> metadata = inspection.tensors().metadata();
    if (!metadata.isEmpty()) {
      add("metadata", metadata.keySet().stream().sorted().collect(joining(", ")));
    }
  }

  private void addTensors(String what, List<TensorInfo> tensors) {
    String heading = what;
    for (TensorInfo tensor : tensors) {
      add(heading, tensor.toString());
      heading = "";
    }
  }

  private void addUnknown(Inspection inspection) {
    add("family", "none that is known");
    add("why", inspection.unknown());
    add("known", Families.described());
    add("what now", "write a manifest that names decoder.family and how the net is fed,");
    add("", "as NAME.manifest.yaml beside the file, or give it with --manifest");
  }

  private void addManifest(FoundManifest found) {
    ModelManifest manifest = found.manifest();
    add("family", "%s, task %s".formatted(manifest.decoder().family(), manifest.task()));
    add("manifest", source(found));
    String heading = "assumed";
    for (String sentence : manifest.assumed()) {
      add(heading, sentence);
      heading = "";
    }
    add("fed", fed(manifest));
    if (!manifest.constants().isEmpty()) {
      add("constants", manifest.constants().toString());
    }
    if (!manifest.decoder().parameters().isEmpty()) {
      add(
          "read with",
          manifest.decoder().parameters().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(parameter -> parameter.getKey() + " " + parameter.getValue())
              .collect(joining(", ")));
    }
    add("labels", labels(manifest.labels()));
    add("thresholds", thresholds(manifest));
  }

  private static String source(FoundManifest found) {
    return switch (found.source()) {
      case FILE -> "as given with the file";
      case EMBEDDED -> "found inside the file";
      case ULTRALYTICS -> "read from what Ultralytics wrote into the file";
      case GUESSED -> "GUESSED from the tensors: check what is assumed";
    };
  }

  private static String fed(ModelManifest manifest) {
    InputSpec input = manifest.input();
    return "%s: %dx%d, %s, %s, %s, mean %s, std %s, scale %s"
        .formatted(
            manifest.inputName(),
            input.width(),
            input.height(),
            input.layout(),
            input.color(),
            input.fit().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            shown(input.mean()),
            shown(input.std()),
            input.scale());
  }

  private static String shown(PerChannel values) {
    boolean same = values.first() == values.second() && values.second() == values.third();
    return same
        ? Float.toString(values.first())
        : "%s/%s/%s".formatted(values.first(), values.second(), values.third());
  }

  private static String labels(List<String> labels) {
    String first = labels.stream().limit(LABELS_SHOWN).collect(joining(", "));
    int more = labels.size() - LABELS_SHOWN;
    return "%d: %s%s".formatted(labels.size(), first, more > 0 ? " and " + more + " more" : "");
  }

  private static String thresholds(ModelManifest manifest) {
    SuppressionSpec suppression = manifest.suppression();
    String kind = suppression.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return "score %s or more, at most %d objects, suppression %s%s"
        .formatted(
            manifest.minScore(),
            manifest.maxDetections(),
            kind,
            suppression.kind() == SuppressionSpec.Kind.NONE
                ? ""
                : " above an overlap of " + manifest.maxOverlap());
  }

  private void add(String what, String value) {
    lines.add(PlainText.of(String.format(Locale.ROOT, "%-11s %s", what, value)).stripTrailing());
  }

  /** The manifest that would be used, ready to be changed and put beside the file. */
  static String yaml(Inspection inspection) {
    return inspection.found().map(found -> Manifests.write(found.manifest())).orElse("");
  }
}
