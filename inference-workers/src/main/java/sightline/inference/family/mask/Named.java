package sightline.inference.family.mask;

import java.util.List;
import java.util.regex.Pattern;
import sightline.inference.model.BadManifest;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.TensorInfo;

/** Outputs that a manifest names. */
final class Named {

  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private Named() {}

  /** The outputs of a list with commas; all of them when it is empty. */
  static List<TensorInfo> list(String names, ModelTensors tensors) {
    return names.isBlank()
        ? tensors.outputs()
        : COMMA.splitAsStream(names.strip()).map(name -> find("outputs", name, tensors)).toList();
  }

  /** The output that the parameter {@code key} names, {@code fallback} if it is absent. */
  static TensorInfo of(ModelManifest manifest, String key, String fallback, ModelTensors tensors) {
    return find(key, manifest.decoder().text(key, fallback), tensors);
  }

  private static TensorInfo find(String key, String name, ModelTensors tensors) {
    return tensors.outputs().stream()
        .filter(output -> output.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadManifest(
                    "decoder." + key, name, "an output of the model, which has " + tensors));
  }
}
