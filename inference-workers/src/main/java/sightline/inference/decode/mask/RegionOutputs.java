package sightline.inference.decode.mask;

import java.util.List;
import java.util.function.Predicate;
import sightline.events.geometry.Box;
import sightline.events.geometry.InputSpec;
import sightline.inference.decode.MaskGrid;
import sightline.inference.decode.Tensor;
import sightline.inference.decode.mask.pixel.MaskWriter;
import sightline.inference.decode.mask.pixel.Sampler;
import sightline.inference.decode.mask.pixel.ScoreMap;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;

/**
 * The answer of nets in the manner of Mask R-CNN (He et al. 2017): for each object a box, the
 * number of its class, a score, and a small grid of mask probabilities stretched over its box.
 *
 * <p>Layout: {@code boxes float[objects][4]} left, top, right, bottom in input px, {@code labels
 * int[objects]}, {@code scores float[objects]}, {@code masks float[objects][1 or
 * classes][side][side]}; axes of size 1 may be missing. Masks as large as the input are spread over
 * the input instead.
 *
 * <p>Threading: immutable, any thread.
 */
final class RegionOutputs {

  private final InputSpec input;
  private final int classes;
  private final int firstLabel;
  private final float threshold;
  private final String boxes;
  private final String labels;
  private final String scores;
  private final String masks;

  private RegionOutputs(ModelManifest manifest, int classes) {
    DecoderSpec spec = manifest.decoder();
    this.input = manifest.input();
    this.classes = classes;
    this.firstLabel = spec.choice("firstLabel", "1", "0").equals("1") ? 1 : 0;
    this.threshold = MaskParameters.of(manifest).share("threshold", .5f);
    this.boxes = spec.text("boxes", "boxes");
    this.labels = spec.text("labels", "labels");
    this.scores = spec.text("scores", "scores");
    this.masks = spec.text("masks", "masks");
  }

  /**
   * @param classes how many of the labels objects have, the first ones
   */
  static RegionOutputs of(ModelManifest manifest, int classes) {
    return new RegionOutputs(manifest, classes);
  }

  /** The objects of one picture. */
  Regions read(List<Tensor> outputs) {
    Tensor box = MaskParameters.find(boxes, outputs);
    Tensor label = MaskParameters.find(labels, outputs);
    Tensor score = MaskParameters.find(scores, outputs);
    Tensor mask = MaskParameters.find(masks, outputs);
    int objects = score.values().length;
    Predicate<Tensor> whole = one -> objects == 0 || one.values().length % objects == 0;
    if (box.values().length != 4 * objects
        || label.values().length != objects
        || mask.axes() < 2
        || !whole.test(mask)
        || (objects > 0 && !fits(mask, objects))) {
      throw new IllegalArgumentException(
          "expected boxes, labels, scores and masks of as many objects, %d classes, found %s"
              .formatted(classes, outputs));
    }
    return new Regions(objects, box, label, score, mask);
  }

  /** One mask for each object, or one for each label that it might have. */
  private boolean fits(Tensor mask, int objects) {
    int cells = mask.size(mask.axes() - 1) * mask.size(mask.axes() - 2);
    int channels = cells == 0 ? 0 : mask.values().length / objects / cells;
    return mask.values().length == objects * channels * cells
        && (channels == 1 || channels == classes + firstLabel);
  }

  /** The objects of one picture, in the order of the tensors. */
  final class Regions {

    private final int count;
    private final Tensor boxes;
    private final Tensor labels;
    private final Tensor scores;
    private final Tensor masks;

    private Regions(int count, Tensor boxes, Tensor labels, Tensor scores, Tensor masks) {
      this.count = count;
      this.boxes = boxes;
      this.labels = labels;
      this.scores = scores;
      this.masks = masks;
    }

    int count() {
      return count;
    }

    /** NaN when the net gave that. */
    float score(int index) {
      return scores.values()[index];
    }

    /** The class, or -1 when it is none that has a label. */
    int classId(int index) {
      float id = labels.values()[index] - firstLabel;
      return id >= 0 && id < classes ? (int) id : -1;
    }

    /** Edge 0 to 3: left, top, right, bottom. */
    float edge(int index, int edge) {
      return boxes.values()[4 * index + edge];
    }

    /**
     * Covers the pixels of object {@code index}: those where the interpolated probability is more
     * than the threshold. Outside of the box it is 0, so that edges are met half a cell inside.
     */
    void cover(int index, Box box, MaskGrid grid, MaskWriter writer) {
      int height = masks.size(masks.axes() - 2);
      int width = masks.size(masks.axes() - 1);
      int channels = masks.values().length / count / (height * width);
      int channel = index * channels + (channels == 1 ? 0 : (int) labels.values()[index]);
      int first = channel * height * width;
      if (width == input.width() && height == input.height()) {
        var whole = new Box(0, 0, width, height);
        ScoreMap map = ScoreMap.single(copy(first, width, height, 0), width, height);
        Sampler.within(box, whole, map, grid).cover(threshold, writer);
      } else {
        ScoreMap map = ScoreMap.single(copy(first, width, height, 1), width + 2, height + 2);
        float across = (box.right() - box.left()) / width;
        float down = (box.bottom() - box.top()) / height;
        var spread =
            new Box(
                box.left() - across, box.top() - down, box.right() + across, box.bottom() + down);
        Sampler.within(spread, spread, map, grid).cover(threshold, writer);
      }
    }

    /** The mask that begins at {@code first}, with {@code border} cells of 0 around it. */
    private float[] copy(int first, int width, int height, int border) {
      int across = width + 2 * border;
      float[] copy = new float[across * (height + 2 * border)];
      for (int row = 0; row < height; row++) {
        System.arraycopy(
            masks.values(), first + row * width, copy, (row + border) * across + border, width);
      }
      return copy;
    }
  }
}
