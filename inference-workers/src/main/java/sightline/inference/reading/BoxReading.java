package sightline.inference.reading;

import java.util.ArrayList;
import java.util.List;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.events.geometry.Letterbox;
import sightline.events.geometry.Mask;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.MaskGrid;
import sightline.inference.decode.Tensor;
import sightline.inference.decode.suppress.Suppression;
import sightline.inference.decode.suppress.Suppressions;
import sightline.inference.model.ModelManifest;

/** Boxes: decoded, suppressed, and carried over to the frame, with landmarks and masks if any. */
final class BoxReading implements Reading {

  private static final float FAR = 1e9f; // px

  private final Decoder decoder;
  private final ModelManifest manifest;
  private final int maxMaskSide;
  private final Candidates candidates;
  private final Suppression suppression;
  private float topScore;

  BoxReading(Decoder decoder, ModelManifest manifest, Bounds bounds) {
    this.decoder = decoder;
    this.manifest = manifest;
    this.maxMaskSide = bounds.maxMaskSide();
    this.candidates = new Candidates(bounds.maxCandidates());
    this.suppression = Suppressions.of(manifest);
  }

  @Override
  public List<Detection> read(List<Tensor> outputs, Letterbox letterbox, Runnable decoded) {
    candidates.clear();
    decoder.decode(outputs, candidates);
    decoded.run();
    int kept = suppression.suppress(candidates);
    topScore = kept == 0 ? 0 : candidates.score(suppression.kept(0));
    var found = new ArrayList<Detection>(kept);
    for (int rank = 0; rank < kept; rank++) {
      addInFrame(suppression.kept(rank), outputs, letterbox, found);
    }
    return found;
  }

  /** What lies outside of the frame entirely is left out. */
  private void addInFrame(
      int index, List<Tensor> outputs, Letterbox letterbox, List<Detection> found) {
    Box inInput = boxAt(index);
    Box inFrame = letterbox.toFrame(inInput);
    if (inFrame.area() > 0) {
      int classId = candidates.classId(index);
      int origin = candidates.origin(index);
      Mask mask =
          manifest.givesMasks()
              ? decoder.mask(outputs, origin, inInput, MaskGrid.of(letterbox, maxMaskSide))
              : Mask.NONE;
      found.add(
          new Detection(
              inFrame,
              classId,
              manifest.labels().get(classId),
              Math.min(1, candidates.score(index)),
              0,
              inFrame(decoder.landmarks(outputs, origin), letterbox),
              mask));
    }
  }

  private static List<Float> inFrame(float[] landmarks, Letterbox letterbox) {
    var points = new ArrayList<Float>(landmarks.length);
    for (int i = 0; i + 1 < landmarks.length; i += 2) {
      points.add(letterbox.toFrameX(landmarks[i]));
      points.add(letterbox.toFrameY(landmarks[i + 1]));
    }
    return points;
  }

  private Box boxAt(int index) {
    return new Box(
        near(candidates.left(index)),
        near(candidates.top(index)),
        near(candidates.right(index)),
        near(candidates.bottom(index)));
  }

  /** So near that nothing overflows on the way to the frame. */
  private static float near(float edge) {
    return Math.max(-FAR, Math.min(FAR, edge));
  }

  @Override
  public Oddities oddities() {
    return new Oddities(candidates.overflowed(), candidates.impossible(), topScore);
  }
}
