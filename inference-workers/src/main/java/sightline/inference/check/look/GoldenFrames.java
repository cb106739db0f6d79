package sightline.inference.check.look;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sightline.events.Detection;
import sightline.events.geometry.Letterbox;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.Bundle;
import sightline.inference.bundle.Limits;
import sightline.inference.bundle.PlainName;
import sightline.inference.decode.Tensor;
import sightline.inference.decode.heat.Judgement;
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
   * @throws BadUpload when one is no picture, or what is declared of it makes no sense
   */
  public GoldenOutcome compare(Bundle bundle) throws Exception {
    List<Path> pictures = bundle.goldenPictures();
    if (pictures.size() > limits.maxGoldenFrames()) {
      throw new BadUpload(
          "There are %d golden frames, expected at most %d (maxGoldenFrames).",
          pictures.size(), limits.maxGoldenFrames());
    }
    var outcome = new GoldenOutcome();
    if (!pictures.isEmpty()) {
      try (var decoder = new JpegDecoder(limits.maxPixels());
          var writer = new TensorWriter()) {
        for (Path picture : pictures) {
          var expected = GoldenResults.of(picture, eye.manifest().labels(), limits);
          String name = PlainName.shown(picture.getFileName().toString());
          Letterbox letterbox =
              writer.write(decode(name, picture, decoder), eye.manifest().input(), eye.input(), 0);
          look(name, expected, letterbox, outcome);
        }
      }
    }
    return outcome;
  }

  /** A frame that is not what it should be does not keep the others from being compared. */
  private void look(String name, GoldenResults expected, Letterbox letterbox, GoldenOutcome outcome)
      throws Exception {
    Look look =
        patience.await("Looking at golden frame " + name, () -> look(name, expected, letterbox));
    look.match().ifPresent(outcome::matched);
    try {
      if (expected.anomaly().isPresent()) {
        expected.anomaly().orElseThrow().require(name, look.judgement());
      }
      outcome.parity(
          outcome
              .parity()
              .and(
                  name,
                  expected.detections().orElse(look.seen()),
                  look.seen(),
                  eye.manifest().minScore()));
    } catch (BadUpload e) {
      outcome.refused(name, e);
    }
  }

  /** What the model made of one frame. */
  private record Look(
      List<Detection> seen, Optional<Judgement> judgement, Optional<TensorMatch> match) {}

  private Look look(String name, GoldenResults expected, Letterbox letterbox) throws Exception {
    eye.run(1);
    List<Tensor> outputs = eye.outputs();
    Optional<TensorMatch> match = Optional.empty();
    if (!expected.tensors().isEmpty()) {
      match = Optional.of(TensorMatch.of(name, expected, firstInput(), outputs));
    }
    List<Detection> seen = eye.seen("golden frame " + name, letterbox);
    Optional<Judgement> judgement = eye.judgement();
    if (match.isPresent()) {
      match = Optional.of(match.orElseThrow().with(closeness(expected, letterbox, seen)));
    }
    return new Look(seen, judgement, match);
  }

  private FloatBuffer firstInput() {
    return eye.input().duplicate().position(0).limit(eye.manifest().input().elements());
  }

  /** Of what is declared, and of what the workers read from the expected tensors. */
  private Closeness closeness(GoldenResults expected, Letterbox letterbox, List<Detection> seen) {
    float minScore = eye.manifest().minScore();
    List<Tensor> numbers = TensorMatch.filled(expected, eye.outputs());
    Closeness read =
        numbers.isEmpty()
            ? Closeness.NOTHING
            : Closeness.of(eye.read(numbers, letterbox), seen, minScore);
    return expected
        .detections()
        .map(declared -> Closeness.of(declared, seen, minScore).and(read))
        .orElse(read);
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
}
