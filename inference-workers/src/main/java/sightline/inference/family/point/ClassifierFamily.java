package sightline.inference.family.point;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.InputSpec.Layout;
import sightline.events.geometry.PerChannel;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.Usual;

/**
 * A class for the whole picture.
 *
 * <p>A vector of numbers may as well be an embedding, so only vectors are taken for classes whose
 * length says so: the 1000 of ImageNet, 1001 with a background, 10 of digits of 28x28 px or of
 * pictures of 32x32 px; or that carry the metadata of a classifier of Ultralytics.
 */
final class ClassifierFamily implements Family {

  private static final int IMAGENET = 1000;
  private static final int TEN = 10;

  /** Of red, green, blue over ImageNet, 0 to 255. */
  private static final PerChannel MEAN = new PerChannel(123.675f, 116.28f, 103.53f);

  private static final PerChannel STD = new PerChannel(58.395f, 57.12f, 57.375f);
  private static final PerChannel MIDDLE = new PerChannel(127.5f, 127.5f, 127.5f);

  /** Size and layout of the pictures that go in. */
  private record Picture(TensorInfo tensor, Layout layout, int channels, int height, int width) {

    static Optional<Picture> of(TensorInfo tensor) {
      if (!tensor.isFloat() || tensor.dims().size() != 4) {
        return Optional.empty();
      }
      Layout layout = isColor(tensor, 3) && !isColor(tensor, 1) ? Layout.NHWC : Layout.NCHW;
      int rows = layout == Layout.NCHW ? 2 : 1;
      int channels = Shapes.size(tensor, layout == Layout.NCHW ? 1 : 3);
      int height = Shapes.size(tensor, rows);
      int width = Shapes.size(tensor, rows + 1);
      boolean known =
          (channels == 1 || channels == 3) && Shapes.isSide(height) && Shapes.isSide(width);
      return known
          ? Optional.of(new Picture(tensor, layout, channels, height, width))
          : Optional.empty();
    }

    private static boolean isColor(TensorInfo tensor, int axis) {
      return tensor.dims().get(axis) == 1 || tensor.dims().get(axis) == 3;
    }

    boolean is(int side, int depth) {
      return height == side && width == side && channels == depth;
    }

    InputSpec spec(Fit fit, PerChannel mean, PerChannel std, float scale) {
      Color color = channels == 1 ? Color.GRAY : Color.RGB;
      return new InputSpec(width, height, layout, color, fit, 0, mean, std, scale);
    }
  }

  @Override
  public String name() {
    return "classifier";
  }

  @Override
  public String tensors() {
    return "a picture -> float[N,classes], if these are 1000, 1001, or 10 of small pictures, else"
        + " named in a manifest";
  }

  @Override
  public Set<String> parameters() {
    return Set.of("activation", "top");
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    if (tensors.inputs().size() != 1
        || tensors.outputs().size() != 1
        || !isVector(tensors.outputs().get(0))) {
      return Optional.empty();
    }
    int classes = Shapes.size(tensors.outputs().get(0), 1);
    return Picture.of(tensors.inputs().get(0))
        .flatMap(picture -> recognize(picture, classes, tensors.metadata()));
  }

  private static boolean isVector(TensorInfo output) {
    boolean flat = output.dims().size() == 2 || output.fits(-1, -1, 1, 1);
    return output.isFloat() && flat && output.dims().get(1) >= 1;
  }

  private Optional<Recognized> recognize(
      Picture picture, int classes, Map<String, String> metadata) {
    if ("classify".equals(metadata.get("task"))) {
      return Optional.of(asUltralytics(picture, classes));
    }
    if (classes == TEN && picture.is(28, 1)) {
      return Optional.of(asDigits(picture));
    }
    if (classes == TEN && picture.is(32, 3)) {
      return Optional.of(asImagenet(picture, classes));
    }
    boolean large = picture.channels() == 3 && Math.min(picture.width(), picture.height()) >= 64;
    if (large && classes == IMAGENET) {
      return Optional.of(asImagenet(picture, classes));
    }
    return large && classes == IMAGENET + 1
        ? Optional.of(asTensorFlow(picture, classes))
        : Optional.empty();
  }

  private Recognized asUltralytics(Picture picture, int classes) {
    return recognized(
        picture.tensor(),
        picture.spec(Fit.CROP, PerChannel.ZERO, PerChannel.ONE, 1 / 255f),
        classes,
        new DecoderSpec(name(), Map.of("activation", "none")),
        "The metadata says task: classify; it is fed as Ultralytics' classifiers are, RGB 0 to 1,"
            + " cropped, and its numbers are taken for probabilities.");
  }

  private Recognized asDigits(Picture picture) {
    return recognized(
        picture.tensor(),
        picture.spec(Fit.STRETCH, PerChannel.ZERO, PerChannel.ONE, 1),
        TEN,
        new DecoderSpec(name(), Map.of()),
        "Ten classes of gray pictures of 28x28 px are the digits of MNIST; it is fed white on black,"
            + " 0 to 255.");
  }

  private Recognized asImagenet(Picture picture, int classes) {
    return recognized(
        picture.tensor(),
        picture.spec(Fit.CROP, MEAN, STD, 1),
        classes,
        new DecoderSpec(name(), Map.of()),
        "%d numbers for a picture of %dx%d px are taken for classes; it is fed RGB with the mean and deviation of ImageNet, cropped."
            .formatted(classes, picture.width(), picture.height()));
  }

  private Recognized asTensorFlow(Picture picture, int classes) {
    return recognized(
        picture.tensor(),
        picture.spec(Fit.CROP, MIDDLE, MIDDLE, 1),
        classes,
        new DecoderSpec(name(), Map.of()),
        "1001 numbers are taken for the classes of ImageNet behind a background; it is fed as"
            + " TensorFlow's classifiers are, RGB -1 to 1, cropped.");
  }

  private static Recognized recognized(
      TensorInfo input, InputSpec spec, int classes, DecoderSpec decoder, String assumed) {
    List<String> digits = IntStream.range(0, TEN).mapToObj(Integer::toString).toList();
    Usual usual = Usual.unsuppressed().withMinScore(0);
    return new Recognized(
        "classify",
        input.name(),
        spec,
        decoder,
        classes,
        spec.color() == Color.GRAY && classes == TEN ? usual.withLabels(digits) : usual,
        List.of(assumed));
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    manifest.decoder().choice("activation", "auto", "softmax", "sigmoid", "none");
    manifest.decoder().sizes("top", "1");
    if (tensors.outputs().size() != 1) {
      throw new BadManifest("decoder.family", name(), "a model with one output, not " + tensors);
    }
    int classes = manifest.labels().size();
    TensorInfo output = tensors.outputs().get(0);
    boolean fits = output.isFloat() && (output.fits(-1, classes) || output.fits(-1, classes, 1, 1));
    Shapes.require(fits, manifest, "float[N,%d]".formatted(classes), output);
  }
}
