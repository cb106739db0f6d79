package sightline.trainer.net.scene;

import java.util.List;
import java.util.Map;
import sightline.trainer.net.Layer;
import sightline.trainer.net.Net;
import sightline.trainer.net.Value;
import sightline.trainer.net.part.Multiple;
import sightline.trainer.net.part.Settings;

/**
 * Says of every pixel what it shows. Pictures of any size: they are padded to what the halving
 * needs, and the answer is cut back.
 *
 * <p>Forward gives {@link #LOGITS}, the answer {@link #SCORES}, probabilities: both (channels, H,
 * W).
 *
 * @param input channels, height, width
 * @param multiple of which the sides have to be for {@code logits}
 * @param logits from a padded picture
 */
public record SceneNet(List<Integer> input, PixelClasses classes, Multiple multiple, Layer logits)
    implements Net {

  /** What forward gives: (channels of the classes, H, W). */
  public static final String LOGITS = "logits";

  /** What the file gives: (labels, H, W), 0 to 1. */
  public static final String SCORES = "scores";

  /**
   * Builds a net of a family.
   *
   * <p>Parameters of all: {@code width} channels of the first level, {@code levels} how often the
   * sides are halved, {@code convs} of a level, {@code down} plain, dilated or strided, {@code
   * pool} max or average. {@code unet}: {@code up} bilinear, nearest, nails, unpool or transposed,
   * {@code skips} true or false. {@code fcn}: {@code stride} of the finest features that are used,
   * {@code up} transposed, bilinear or nearest. {@code deconvnet}: {@code up} as {@code unet},
   * unpool by default. {@code backbone}: see {@link FileScene}.
   *
   * @param family {@code unet}, {@code fcn}, {@code deconvnet} or {@code backbone}
   * @param settings not yet checked for unknown ones
   */
  public static SceneNet of(
      String family, Settings settings, List<Integer> input, PixelClasses classes) {
    return switch (family) {
      case "unet" -> {
        UNet net = UNet.of(settings, classes.channels());
        yield net(input, classes, net.contraction(), net);
      }
      case "fcn" -> {
        Fcn net = Fcn.of(settings, classes.channels());
        yield net(input, classes, net.contraction(), net);
      }
      case "deconvnet" -> {
        DeconvNet net = DeconvNet.of(settings, classes.channels());
        yield net(input, classes, net.contraction(), net);
      }
      case "backbone" -> {
        FileScene net = FileScene.of(settings, input, classes.channels());
        yield new SceneNet(input, classes, new Multiple(net.coarsest()), net);
      }
      default ->
          throw new IllegalArgumentException(
              "net.family is %s, expected unet, fcn, deconvnet or backbone for a scene"
                  .formatted(family));
    };
  }

  private static SceneNet net(
      List<Integer> input, PixelClasses classes, Contraction contraction, Layer logits) {
    return new SceneNet(input, classes, new Multiple(1 << contraction.levels()), logits);
  }

  public SceneNet {
    input = List.copyOf(input);
  }

  @Override
  public Map<String, Value> forward(Value picture) {
    return Map.of(LOGITS, Multiple.cut(logits.of(multiple.pad(picture)), picture.sizes()));
  }

  @Override
  public Map<String, Value> answer(Value picture) {
    return Map.of(SCORES, classes.probabilities(forward(picture).get(LOGITS)));
  }
}
