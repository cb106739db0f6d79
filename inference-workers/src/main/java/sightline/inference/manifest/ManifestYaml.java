package sightline.inference.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sightline.inference.family.Families;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.UnknownModel;
import sightline.inference.model.Usual;

/**
 * A manifest as people write it.
 *
 * <pre>
 * name: person-vehicle      # default: the file's name
 * version: "7"              # default: "0"
 * task: detect              # or instance, semantic, panoptic, classify
 * input:
 *   name: images            # the input tensor
 *   width: 416              # px
 *   height: 416             # px
 *   layout: NCHW            # or NHWC
 *   color: BGR              # or RGB, GRAY
 *   fit: LETTERBOX_TOP_LEFT # or LETTERBOX_CENTER, STRETCH, CROP
 *   pad: 114                # gray of the letterbox, 0 to 255
 *   mean: [0, 0, 0]         # by tensor channel, 0 to 255
 *   std: [1, 1, 1]          # by tensor channel, not 0
 *   scale: 1                # after mean and std
 *   maxBatch: 0             # most pictures of one call; 0: as many as the file takes
 *   constants:              # what each picture gives to the inputs that are no pictures
 *     orig_target_sizes: [416, 416]
 * decoder:
 *   family: yolox           # the other keys are the family's own
 * labels: [person, car]     # by class id from 0
 * minScore: 0.25            # 0 to 1
 * maxOverlap: 0.65          # IoU, 0 to 1
 * suppression:
 *   kind: GREEDY            # or SOFT_LINEAR, SOFT_GAUSSIAN, DIOU, FUSION, NONE
 *   acrossClasses: false    # whether boxes of different classes suppress each other
 *   sigma: 0.5              # of SOFT_GAUSSIAN
 *   topK: 100000            # candidates that are looked at, the best
 *   minScores: {car: 0.4}   # by label, where it is not minScore
 * maxDetections: 300
 * metrics: {ap50: 0.81}     # how good it is, by name; the workers do not read it
 * lineage: {seed: 7}        # where it comes from; the workers do not read it
 * </pre>
 *
 * <p>A key that is absent is taken from the family that the tensors belong to.
 */
final class ManifestYaml {

  static final ManifestYaml EMPTY =
      new ManifestYaml(new ManifestKeys("", JsonNodeFactory.instance.objectNode()), List.of());

  private static final List<String> KEYS =
      List.of(
          "name",
          "version",
          "task",
          "input",
          "decoder",
          "labels",
          "minScore",
          "maxOverlap",
          "suppression",
          "maxDetections",
          "metrics",
          "lineage");

  private static final Usual USUAL = Usual.overlap(.5f);
  private static final int MAX_DETECTIONS = 300;

  private final ManifestKeys top;
  private final List<String> assumed;

  private ManifestYaml(ManifestKeys top, List<String> assumed) {
    this.top = top;
    this.assumed = assumed;
  }

  /** This one, with the keys of {@code other} that it has not. */
  ManifestYaml before(ManifestYaml other) {
    ObjectNode both = other.top.tree().deepCopy();
    both.setAll((ObjectNode) top.tree());
    return new ManifestYaml(new ManifestKeys("", both), assumed);
  }

  /** What it tells of quality and origin. */
  Told told() {
    return new Told(top.under("metrics"), top.under("lineage"));
  }

  static ManifestYaml parse(String yaml) {
    return of(ManifestText.parse(yaml));
  }

  static ManifestYaml of(JsonNode tree) {
    return of(tree, List.of());
  }

  /** {@code tree}, of which {@code assumed} says what nobody gave. */
  static ManifestYaml of(JsonNode tree, List<String> assumed) {
    var keys = new ManifestKeys("", tree);
    keys.allow(KEYS);
    return new ManifestYaml(keys, assumed);
  }

  /** The finished manifest of the model {@code fileName} that has these {@code tensors}. */
  ModelManifest over(String fileName, ModelTensors tensors) {
    Family family = family(tensors);
    Optional<Recognized> guess = family.recognize(tensors);
    var taken = new ArrayList<>(assumed);
    if (top.isEmpty()) {
      guess.ifPresent(recognized -> taken.addAll(recognized.assumed()));
    }
    Usual usual = guess.map(Recognized::usual).orElse(USUAL);
    var input = new ManifestInput(top.under("input"), guess, tensors);
    var manifest =
        new ModelManifest(
            top.text("name", Optional.of(fileName)),
            top.text("version", Optional.of("0")),
            top.text("task", guess.map(Recognized::task)),
            input.spec(),
            input.name(),
            input.maxBatch(),
            input.constants(),
            decoder(family, guess),
            labels(guess, tensors, taken),
            top.number("minScore", Optional.of(usual.minScore())),
            top.number("maxOverlap", guess.map(recognized -> usual.maxOverlap())),
            new ManifestSuppression(top.under("suppression"), usual.suppression()).spec(),
            top.whole("maxDetections", Optional.of(MAX_DETECTIONS)),
            taken);
    requireTask(family, manifest.task());
    family.check(manifest, tensors);
    return manifest;
  }

  private static void requireTask(Family family, String task) {
    List<String> tasks = Families.tasks(family);
    if (!tasks.contains(task)) {
      throw new BadManifest(
          "task", task, "%s of a %s net".formatted(String.join(" or ", tasks), family.name()));
    }
  }

  private Family family(ModelTensors tensors) {
    String name = top.under("decoder").text("family", Optional.of(""));
    if (!name.isEmpty()) {
      return Families.named(name)
          .orElseThrow(
              () ->
                  new BadManifest("decoder.family", name, "one of these: " + Families.described()));
    }
    return Families.known().stream()
        .filter(family -> family.recognize(tensors).isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                new UnknownModel(
                    "The manifest names no decoder.family, and the tensors %s fit none of these: %s."
                        .formatted(tensors, Families.described())));
  }

  private DecoderSpec decoder(Family family, Optional<Recognized> guess) {
    ManifestKeys decoder = top.under("decoder");
    var allowed = new ArrayList<>(family.parameters());
    allowed.add("family");
    decoder.allow(allowed);
    var parameters = decoder.texts();
    guess.ifPresent(
        recognized -> recognized.decoder().parameters().forEach(parameters::putIfAbsent));
    parameters.remove("family");
    return new DecoderSpec(family.name(), parameters);
  }

  private List<String> labels(
      Optional<Recognized> guess, ModelTensors tensors, List<String> taken) {
    if (top.has("labels")) {
      return top.list("labels");
    }
    List<String> fixed = guess.map(recognized -> recognized.usual().labels()).orElse(List.of());
    if (!fixed.isEmpty()) {
      return fixed;
    }
    int classes = guess.map(Recognized::classes).orElseThrow(() -> ManifestKeys.missing("labels"));
    Labels labels = Labels.of(classes, tensors);
    taken.add(labels.assumed());
    return labels.names();
  }
}
