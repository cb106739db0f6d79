package sightline.inference.model;

import java.util.List;
import java.util.Optional;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.InputSpec.Layout;
import sightline.events.geometry.PerChannel;

/** The part {@code input} of a manifest, filled up from what the tensors tell. */
final class ManifestInput {

  private final ManifestKeys keys;
  private final Optional<Recognized> guess;
  private final ModelTensors tensors;

  ManifestInput(ManifestKeys keys, Optional<Recognized> guess, ModelTensors tensors) {
    keys.allow(
        List.of(
            "name", "width", "height", "layout", "color", "fit", "pad", "mean", "std", "scale"));
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
            ? tensor.fits(-1, 3, spec.height(), spec.width())
            : tensor.fits(-1, spec.height(), spec.width(), 3);
    if (!fits) {
      throw new BadManifest(
          "manifest.input is %s of %dx%d, but the model takes %s"
              .formatted(spec.layout(), spec.width(), spec.height(), tensor));
    }
    return spec;
  }

  private InputSpec described(Optional<InputSpec> known) {
    try {
      return new InputSpec(
          keys.whole("width", known.map(InputSpec::width)),
          keys.whole("height", known.map(InputSpec::height)),
          choice("layout", Layout.class, known.map(InputSpec::layout)),
          choice("color", Color.class, known.map(InputSpec::color)),
          choice("fit", Fit.class, known.map(InputSpec::fit)),
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

  private <E extends Enum<E>> E choice(String key, Class<E> type, Optional<E> fallback) {
    String text = keys.text(key, fallback.map(Enum::name));
    for (E choice : type.getEnumConstants()) {
      if (choice.name().equals(text)) {
        return choice;
      }
    }
    throw keys.wrong(key, "one of " + List.of(type.getEnumConstants()));
  }

  private PerChannel channels(String key, Optional<PerChannel> fallback) {
    if (!keys.has(key)) {
      return fallback.orElseThrow(() -> ManifestKeys.missing("input." + key));
    }
    try {
      List<Float> values = keys.list(key).stream().map(Float::valueOf).toList();
      if (values.size() == 3 && values.stream().allMatch(Float::isFinite)) {
        return new PerChannel(values.get(0), values.get(1), values.get(2));
      }
    } catch (NumberFormatException e) {
      throw keys.wrong(key, "a list of three numbers");
    }
    throw keys.wrong(key, "a list of three numbers");
  }
}
