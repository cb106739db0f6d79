package sightline.inference.decode.mask;

import java.util.List;
import java.util.Map;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.InputSpec.Layout;
import sightline.events.geometry.Letterbox;
import sightline.events.geometry.PerChannel;
import sightline.inference.decode.MaskGrid;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.SuppressionSpec;

/** Manifests of small nets with masks. */
final class MaskManifests {

  private MaskManifests() {}

  /** Takes everything, however unsure. */
  static ModelManifest of(DecoderSpec decoder, InputSpec input, String... labels) {
    Map<String, String> tasks =
        Map.of("semantic", "semantic", "yolov8-instance", "instance", "mask-rcnn", "instance");
    return new ModelManifest(
        "small",
        "1",
        tasks.getOrDefault(decoder.family(), "panoptic"),
        input,
        "images",
        0,
        Map.of(),
        decoder,
        List.of(labels),
        0,
        .5f,
        SuppressionSpec.NONE,
        100,
        List.of());
  }

  static InputSpec input(int width, int height, Fit fit) {
    return new InputSpec(
        width, height, Layout.NCHW, Color.RGB, fit, 0, PerChannel.ZERO, PerChannel.ONE, 1);
  }

  static InputSpec stretched(int width, int height) {
    return input(width, height, Fit.STRETCH);
  }

  /** Masks as large as a frame of that size. */
  static MaskGrid grid(int width, int height, InputSpec input) {
    return MaskGrid.of(Letterbox.fit(new FrameSize(width, height), input), 4096);
  }
}
