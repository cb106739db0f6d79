package sightline.inference.family.grid;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sightline.events.geometry.InputSpec.Color;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.Usual;

/** FastestDet: one box for each cell of one grid of stride 16. */
final class FastestdetFamily implements Family {

  private static final int BOX_AND_OBJECTNESS = 5;
  private static final int STRIDE = 16;
  private static final float MAX_OVERLAP = .5f;

  @Override
  public String name() {
    return "fastestdet";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> float[N,5+classes,H/16,W/16]";
  }

  @Override
  public Set<String> parameters() {
    return Set.of("classes");
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    return PictureInput.of(tensors)
        .filter(input -> tensors.outputs().size() == 1)
        .filter(input -> isOurs(input, tensors.outputs().get(0)))
        .map(input -> recognized(input, tensors.outputs().get(0)));
  }

  private static boolean isOurs(PictureInput input, TensorInfo grid) {
    return grid.isFloat()
        && grid.fits(-1, -1, input.height() / STRIDE, input.width() / STRIDE)
        && !grid.dims().contains(0L)
        && grid.dims().get(1) > BOX_AND_OBJECTNESS;
  }

  private Recognized recognized(PictureInput input, TensorInfo grid) {
    return new Recognized(
        "detect",
        input.name(),
        input.stretched(Color.BGR),
        new DecoderSpec(name(), Map.of()),
        Math.toIntExact(grid.dims().get(1)) - BOX_AND_OBJECTNESS,
        Usual.overlap(MAX_OVERLAP),
        List.of(
            "The tensors are those of FastestDet: one grid of stride 16, one box for each cell.",
            "It is fed as FastestDet is: BGR 0 to 1, stretched.",
            "Boxes of one class with more than " + MAX_OVERLAP + " overlap are one object."));
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    long planes = manifest.labels().size() + (long) BOX_AND_OBJECTNESS;
    Checks.require(
        tensors.outputs().size() == 1 && tensors.outputs().get(0).fits(-1, planes, -1, -1),
        manifest,
        tensors,
        "one fastestdet output of [N,%d,h,w]".formatted(planes));
  }
}
