package sightline.inference.family.grid;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sightline.events.geometry.InputSpec;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.Usual;

/**
 * YOLOX as exported without decoding: one picture in, one row of {@code x, y, width, height,
 * objectness, classes…} for each cell of each grid.
 */
final class YoloxFamily implements Family {

  private static final String STRIDES = "8,16,32";
  private static final int BOX_AND_OBJECTNESS = 5;
  private static final float MAX_OVERLAP = .65f;

  @Override
  public String name() {
    return "yolox";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> float[N,cells of the grids of stride 8, 16 and 32,5+classes]";
  }

  @Override
  public Set<String> parameters() {
    return Set.of("strides", "classes", "boxes");
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    return PictureInput.of(tensors)
        .filter(input -> tensors.outputs().size() == 1)
        .flatMap(input -> recognize(input, tensors.outputs().get(0)));
  }

  private Optional<Recognized> recognize(PictureInput input, TensorInfo output) {
    if (!output.isFloat() || output.dims().size() != 3) {
      return Optional.empty();
    }
    DecoderSpec decoder = new DecoderSpec(name(), Map.of("strides", STRIDES));
    long classes = output.dims().get(2) - BOX_AND_OBJECTNESS;
    boolean ours = classes >= 1 && output.dims().get(1) == cells(decoder, input);
    return ours
        ? Optional.of(recognized(input, decoder, Math.toIntExact(classes)))
        : Optional.empty();
  }

  private static Recognized recognized(PictureInput input, DecoderSpec decoder, int classes) {
    return new Recognized(
        "detect",
        input.name(),
        input.topLeft(),
        decoder,
        classes,
        Usual.overlap(MAX_OVERLAP),
        List.of(
            "The tensors are those of YOLOX with undecoded grids of stride 8, 16 and 32.",
            "It is fed as YOLOX is: BGR 0 to 255, letterbox in the top left corner, gray 114.",
            "Boxes of one class with more than " + MAX_OVERLAP + " overlap are one object."));
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    if (tensors.outputs().size() != 1) {
      throw new BadManifest("decoder.family", name(), "a model with one output, not " + tensors);
    }
    manifest.decoder().choice("classes", "every", "best");
    manifest.decoder().choice("boxes", "raw", "decoded");
    InputSpec input = manifest.input();
    long cells =
        cells(
            manifest.decoder(),
            new PictureInput(manifest.inputName(), input.width(), input.height()));
    long columns = manifest.labels().size() + (long) BOX_AND_OBJECTNESS;
    TensorInfo output = tensors.outputs().get(0);
    if (!output.isFloat() || !output.fits(-1, cells, columns)) {
      throw new BadManifest(
          "The manifest asks for a yolox output of float[N,%d,%d] (%d labels, input %dx%d), found %s"
              .formatted(
                  cells, columns, manifest.labels().size(), input.width(), input.height(), output));
    }
  }

  private static long cells(DecoderSpec decoder, PictureInput input) {
    return input.cells(decoder.sizes("strides", STRIDES));
  }
}
