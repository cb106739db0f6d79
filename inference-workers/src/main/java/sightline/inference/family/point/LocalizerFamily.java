package sightline.inference.family.point;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.OutputOrder;
import sightline.inference.model.Recognized;
import sightline.inference.model.TensorInfo;

/**
 * Classification with localization: what the one object of a picture is, and where. Tensors do not
 * tell how its box is meant, so a manifest must name it.
 */
final class LocalizerFamily implements Family {

  private static final int OUTPUTS = 2;

  @Override
  public String name() {
    return "localizer";
  }

  @Override
  public String tensors() {
    return "a picture -> float[N,classes], float[N,4], named in a manifest";
  }

  @Override
  public Set<String> parameters() {
    return Set.of(OutputOrder.KEY, "activation", "box", "unit");
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    return Optional.empty();
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    DecoderSpec spec = manifest.decoder();
    spec.choice("activation", "auto", "softmax", "sigmoid", "none");
    spec.choice("box", "centered", "edges");
    spec.choice("unit", "relative", "px");
    List<TensorInfo> outputs = Shapes.outputs(manifest, tensors, OUTPUTS);
    require(outputs.get(0), manifest, manifest.labels().size());
    require(outputs.get(1), manifest, 4);
  }

  private static void require(TensorInfo output, ModelManifest manifest, int count) {
    boolean fits = output.isFloat() && output.fits(-1, count);
    Shapes.require(fits, manifest, "float[N,%d]".formatted(count), output);
  }
}
