package sightline.inference.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.InputSpec.Layout;
import sightline.events.geometry.PerChannel;
import sightline.inference.model.BadManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.Usual;

/** The part {@code input} of a manifest, filled up from what the tensors tell. */
final class ManifestInput {

  private final ManifestKeys keys;
  private final Optional<Recognized> guess;
  private final ModelTensors tensors;

  ManifestInput(ManifestKeys keys, Optional<Recognized> guess, ModelTensors tensors) {
    keys.allow(
        List.of(
            "name",
            "width",
            "height",
            "layout",
            "color",
            "fit",
            "pad",
            "mean",
            "std",
            "scale",
            "maxBatch",
            "constants"));
    this.keys = keys;
    this.guess = guess;
    this.tensors = tensors;
  }

  /** The name of the input tensor, which the file must have. */
  String name() {
    String name = keys.text("name", guess.map(Recognized::inputName).or(this::onlyInput));
    if (tensors.inputs().stream().noneMatch(input -> input.name().equals(name))) {
      throw new BadManifest("input.name", name, "an input of the model, which has " + tensors);
    }
    return name;
  }

  private Optional<String> onlyInput() {
    return tensors.inputs().size() == 1
        ? Optional.of(tensors.inputs().get(0).name())
        : Optional.empty();
  }

  int maxBatch() {
    return keys.whole("maxBatch", Optional.of(usual().map(Usual::maxBatch).orElse(0)));
  }

  private Optional<Usual> usual() {
    return guess.map(Recognized::usual);
  }

  /** One list of numbers for every input that takes no picture. */
  Map<String, List<Float>> constants() {
    ManifestKeys given = keys.under("constants");
    Map<String, List<Float>> constants = new HashMap<>();
    for (TensorInfo input : tensors.inputs()) {
      if (!input.name().equals(name())) {
        constants.put(input.name(), constant(given, input));
      }
    }
    given.allow(constants.keySet());
    return constants;
  }

  private List<Float> constant(ManifestKeys given, TensorInfo input) {
    if (given.has(input.name())) {
      return filling(input, given.numbers(input.name()));
    }
    return usual()
        .map(usual -> usual.constants().get(input.name()))
        .orElseThrow(() -> ManifestKeys.missing("input.constants." + input.name()));
  }

  /** As many as one picture gives; an open axis behind that of the batch takes what is left. */
  private static List<Float> filling(TensorInfo input, List<Float> values) {
    boolean batched = !input.dims().isEmpty() && input.dims().get(0) == -1;
    List<Long> dims = input.dims().subList(batched ? 1 : 0, input.dims().size());
    long known = dims.stream().filter(size -> size > 0).reduce(1L, Math::multiplyExact);
    boolean fills =
        dims.contains(-1L)
            ? !values.isEmpty() && values.size() % known == 0
            : values.size() == known;
    if (!fills) {
      throw new BadManifest(
          "input.constants." + input.name(), values, "as many numbers as fill " + input);
    }
    return values;
  }

  InputSpec spec() {
    Optional<InputSpec> known = guess.map(Recognized::input);
    InputSpec spec = described(known);
    TensorInfo tensor =
        tensors.inputs().stream()
            .filter(input -> input.name().equals(name()))
            .findFirst()
            .orElseThrow();
    boolean fits =
        spec.layout() == Layout.NCHW
            ? tensor.fits(-1, spec.channels(), spec.height(), spec.width())
            : tensor.fits(-1, spec.height(), spec.width(), spec.channels());
    if (!fits) {
      throw new BadManifest(
          "manifest.input is %s of %dx%d in %s, but the model takes %s"
              .formatted(spec.layout(), spec.width(), spec.height(), spec.color(), tensor));
    }
    return spec;
  }

  private InputSpec described(Optional<InputSpec> known) {
    try {
      return new InputSpec(
          keys.whole("width", known.map(InputSpec::width)),
          keys.whole("height", known.map(InputSpec::height)),
          keys.choice("layout", Layout.class, known.map(InputSpec::layout)),
          keys.choice("color", Color.class, known.map(InputSpec::color)),
          keys.choice("fit", Fit.class, known.map(InputSpec::fit)),
          keys.whole("pad", known.map(InputSpec::pad)),
          channels("mean", known.map(InputSpec::mean)),
          channels("std", known.map(InputSpec::std)),
          keys.number("scale", known.map(InputSpec::scale)));
    } catch (BadManifest e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new BadManifest("manifest." + e.getMessage());
    }
  }

  private PerChannel channels(String key, Optional<PerChannel> fallback) {
    if (!keys.has(key)) {
      return fallback.orElseThrow(() -> ManifestKeys.missing("input." + key));
    }
    List<Float> values = keys.numbers(key);
    if (values.size() == 1) {
      return new PerChannel(values.get(0), values.get(0), values.get(0));
    }
    if (values.size() == 3) {
      return new PerChannel(values.get(0), values.get(1), values.get(2));
    }
    throw keys.wrong(key, "a list of three numbers, or of one");
  }
}
