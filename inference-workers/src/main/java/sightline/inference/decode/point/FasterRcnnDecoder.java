package sightline.inference.decode.point;

import java.util.List;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.OutputOrder;

/**
 * Reads Faster R-CNN (Ren et al. 2015) whose graph ends with the suppression of overlapping boxes.
 *
 * <p>Outputs, in this order, for n objects, of which there may be none: boxes {@code float[n][4]}
 * as left, top, right, bottom in px of the input; class numbers {@code [n]}; scores {@code [n]}, 0
 * to 1. With {@code background: first} class number 0 is no object and 1 the first label.
 *
 * <p>Threading: immutable, any thread.
 */
final class FasterRcnnDecoder implements Decoder {

  private final OutputOrder order;
  private final int classes;
  private final int firstClass;
  private final int noObject;
  private final float minScore;

  private FasterRcnnDecoder(ModelManifest manifest) {
    order = OutputOrder.of(manifest.decoder());
    classes = manifest.labels().size();
    Background background = Background.of(manifest.decoder());
    firstClass = background == Background.FIRST ? 1 : 0;
    noObject = background == Background.LAST ? classes : firstClass - 1;
    minScore = manifest.minScore();
  }

  static Decoder of(ModelManifest manifest) {
    return manifest.decoder().choice("output", "detections", "proposals").equals("proposals")
        ? ProposalDecoder.of(manifest)
        : new FasterRcnnDecoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    List<Tensor> roles = order.pick(outputs, 3, Tensor::name);
    float[] boxes = roles.get(0).values();
    float[] numbers = roles.get(1).values();
    float[] scores = roles.get(2).values();
    if (boxes.length != 4L * scores.length || numbers.length != scores.length) {
      throw new IllegalArgumentException(
          "expected faster-rcnn outputs of [n,4], [n] and [n], found " + roles);
    }
    for (int row = 0; row < scores.length; row++) {
      if (scores[row] >= minScore && numbers[row] != noObject) {
        into.from(row);
        into.box(boxes[4 * row], boxes[4 * row + 1], boxes[4 * row + 2], boxes[4 * row + 3]);
        into.add(scores[row], label(numbers[row]));
      }
    }
  }

  /** Its index; -1, which no candidate may have, when there is no such label. */
  private int label(float number) {
    int classId = (int) number - firstClass;
    return classId < classes && classId + firstClass == number ? classId : -1;
  }
}
