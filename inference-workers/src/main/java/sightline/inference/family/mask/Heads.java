package sightline.inference.family.mask;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import sightline.events.geometry.InputSpec.Layout;
import sightline.inference.model.ElementTypes;
import sightline.inference.model.TensorInfo;

/**
 * Outputs that tell of every pixel of the input.
 *
 * @param outputs at least one, all of one size
 * @param layout order of their axes
 * @param channels of each, at least 1
 */
record Heads(List<TensorInfo> outputs, Layout layout, int channels) {

  private static final int MAX_CHANNELS = 256;
  private static final int MAX_REDUCTION = 8;

  Heads {
    outputs = List.copyOf(outputs);
  }

  /**
   * One output as large as the input or up to eight times smaller; or several as large as the
   * input, of one or two channels each; or several of more channels, of which the first counts, the
   * others being there for training.
   */
  static Optional<Heads> of(List<TensorInfo> outputs, Picture picture) {
    Layout other = picture.layout() == Layout.NCHW ? Layout.NHWC : Layout.NCHW;
    return of(outputs, picture, picture.layout()).or(() -> of(outputs, picture, other));
  }

  private static Optional<Heads> of(List<TensorInfo> outputs, Picture picture, Layout layout) {
    if (outputs.isEmpty() || outputs.stream().anyMatch(one -> !fits(one, picture, layout))) {
      return Optional.empty();
    }
    TensorInfo first = outputs.get(0);
    int channels = channels(first, layout);
    boolean alike = outputs.stream().allMatch(one -> one.dims().equals(first.dims()));
    if (outputs.size() == 1 || (alike && channels > 2)) {
      return Optional.of(new Heads(List.of(first), layout, channels));
    }
    boolean whole = first.dims().get(layout == Layout.NCHW ? 2 : 1) == picture.height();
    return alike && whole ? Optional.of(new Heads(outputs, layout, channels)) : Optional.empty();
  }

  private static boolean fits(TensorInfo output, Picture picture, Layout layout) {
    if (output.dims().size() != 4 || !ElementTypes.readable(output.elementType())) {
      return false;
    }
    long height = output.dims().get(layout == Layout.NCHW ? 2 : 1);
    long width = output.dims().get(layout == Layout.NCHW ? 3 : 2);
    int channels = channels(output, layout);
    return channels >= 1
        && channels <= MAX_CHANNELS
        && height >= 1
        && width >= 1
        && picture.height() % height == 0
        && picture.height() / height <= MAX_REDUCTION
        && width * (picture.height() / height) == picture.width();
  }

  private static int channels(TensorInfo output, Layout layout) {
    return (int) Math.min(Integer.MAX_VALUE, output.dims().get(layout == Layout.NCHW ? 1 : 3));
  }

  /** One class for each channel; of two channels in each of several heads the second. */
  int classes() {
    return outputs.size() == 1 ? channels : outputs.size();
  }

  /** As a parameter names them. */
  String names() {
    return outputs.stream().map(TensorInfo::name).collect(Collectors.joining(","));
  }

  boolean areNamed(String... names) {
    return outputs.stream().map(TensorInfo::name).toList().equals(List.of(names));
  }
}
