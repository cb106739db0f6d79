package sightline.inference.check.look;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sightline.events.Detection;
import sightline.events.geometry.Letterbox;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.Bundle;
import sightline.inference.bundle.Limits;
import sightline.inference.bundle.PlainName;
import sightline.inference.image.DecodedPicture;
import sightline.inference.image.JpegDecoder;
import sightline.inference.image.Reduction;
import sightline.inference.image.TensorWriter;
import sightline.inference.image.UnreadablePicture;

/**
 * Shows a model its golden frames, as the workers would, and compares.
 *
 * <p>Threading: one thread.
 */
public final class GoldenFrames {

  private final Eye eye;
  private final Limits limits;
  private final Patience patience;

  public GoldenFrames(Eye eye, Limits limits, Patience patience) {
    this.eye = eye;
    this.limits = limits;
    this.patience = patience;
  }

  /**
   * What all golden frames of {@code bundle} together say.
   *
   * @throws BadUpload when one is no picture, or shows something else than it should
   */
  public Parity compare(Bundle bundle) throws Exception {
    List<Path> pictures = bundle.goldenPictures();
    if (pictures.size() > limits.maxGoldenFrames()) {
      throw new BadUpload(
          "There are %d golden frames, expected at most %d (maxGoldenFrames).",
          pictures.size(), limits.maxGoldenFrames());
    }
    Parity parity = Parity.NONE;
    if (!pictures.isEmpty()) {
      try (var decoder = new JpegDecoder(limits.maxPixels());
          var writer = new TensorWriter()) {
        for (Path picture : pictures) {
          List<Detection> expected = GoldenResults.of(picture, eye.manifest().labels(), limits);
          String name = PlainName.shown(picture.getFileName().toString());
          List<Detection> found = look(name, decode(name, picture, decoder), writer);
          parity = parity.and(name, expected, found, eye.manifest().minScore());
        }
      }
    }
    return parity;
  }

  private DecodedPicture decode(String name, Path picture, JpegDecoder decoder)
      throws IOException, BadUpload {
    long size = Files.size(picture);
    if (size > limits.maxPictureBytes()) {
      throw new BadUpload(
          "Golden frame %s has %d bytes, expected at most %d (maxPictureBytes).",
          name, size, limits.maxPictureBytes());
    }
    try {
      return decoder.decode(Files.readAllBytes(picture), Reduction.FULL);
    } catch (UnreadablePicture e) {
      throw new BadUpload("Golden frame %s is no picture: %s.", name, e.getMessage());
    }
  }

  private List<Detection> look(String name, DecodedPicture picture, TensorWriter writer)
      throws Exception {
    Letterbox letterbox = writer.write(picture, eye.manifest().input(), eye.input(), 0);
    return patience.await(
        "Looking at golden frame " + name,
        () -> {
          eye.run(1);
          return eye.seen("golden frame " + name, letterbox);
        });
  }
}
