package sightline.inference.family.grid;

import sightline.inference.decode.Decoder;
import sightline.inference.decode.grid.GridDecoders;
import sightline.inference.model.BadManifest;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;

/** Compares finished manifests with files. */
final class Checks {

  private Checks() {}

  /**
   * Has a decoder made, which refuses parameters that it does not understand.
   *
   * @param holds whether the file has the outputs that are {@code expected}
   */
  static void require(
      boolean holds, ModelManifest manifest, ModelTensors tensors, String expected) {
    Decoder ignored = GridDecoders.known().get(manifest.decoder().family()).apply(manifest);
    if (!holds) {
      throw new BadManifest(
          "The manifest asks for %s (%d labels, input %dx%d), found %s"
              .formatted(
                  expected,
                  manifest.labels().size(),
                  manifest.input().width(),
                  manifest.input().height(),
                  tensors.outputs()));
    }
  }
}
