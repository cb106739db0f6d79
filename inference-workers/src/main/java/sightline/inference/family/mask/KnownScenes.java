package sightline.inference.family.mask;

import java.util.List;
import java.util.Optional;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Layout;
import sightline.events.geometry.PerChannel;
import sightline.inference.model.Recognized;

/** Public nets that can be told by the names of their tensors. */
final class KnownScenes {

  private static final PerChannel PORTRAIT_MEAN = new PerChannel(102.89f, 111.25f, 126.91f);
  private static final PerChannel PORTRAIT_STD = new PerChannel(62.93f, 62.82f, 66.36f);

  private KnownScenes() {}

  static Optional<Recognized> find(Picture picture, Heads heads) {
    return scene(picture, heads).map(scene -> SemanticFamily.recognized(picture, heads, scene));
  }

  private static Optional<Scene> scene(Picture picture, Heads heads) {
    String input = picture.tensor().name();
    if (input.equals("data")
        && picture.layout() == Layout.NHWC
        && heads.areNamed("tf.identity")
        && heads.channels() == 4) {
      return Optional.of(roads(picture));
    }
    if (heads.areNamed("da", "ll") && heads.channels() == 2) {
      return Optional.of(lanes(picture));
    }
    if (input.equals("data") && heads.areNamed("Softmax/1") && heads.channels() == 2) {
      return Optional.of(portrait(picture));
    }
    return Optional.empty();
  }

  /** Of the OpenVINO Open Model Zoo. */
  private static Scene roads(Picture picture) {
    return new Scene(
        picture.rawBgr(),
        List.of("background", "road", "curb", "mark"),
        "Its names are those of road-segmentation-adas-0001, which is fed BGR 0 to 255, stretched.");
  }

  /** Che et al. 2023. */
  private static Scene lanes(Picture picture) {
    return new Scene(
        picture.plain(),
        List.of("drivable area", "lane line"),
        "Its names are those of TwinLiteNet, which is fed RGB 0 to 1, stretched.");
  }

  /** Park et al. 2020. */
  private static Scene portrait(Picture picture) {
    return new Scene(
        picture.normalized(Color.BGR, PORTRAIT_MEAN, PORTRAIT_STD, 1 / 255f),
        List.of("background", "person"),
        "Its names are those of SINet for portraits, which is fed BGR, stretched, with mean"
            + " 102.89, 111.25, 126.91 and deviation 62.93, 62.82, 66.36, then divided by 255.");
  }
}
