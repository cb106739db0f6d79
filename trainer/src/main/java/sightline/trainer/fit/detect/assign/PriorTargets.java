package sightline.trainer.fit.detect.assign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import sightline.trainer.feed.Batch.Labelled;

/** What the priors of a batch are to say, picture by picture. */
public final class PriorTargets {

  private final int pictures;
  private final long[] classes;
  private final float[] positives;
  private final float[] negatives;
  private final List<Integer> matched = new ArrayList<>();
  private final float[] offsets;

  /**
   * @param objects of each picture
   */
  public PriorTargets(PriorBoxes priors, List<List<Labelled>> objects) {
    pictures = objects.size();
    classes = new long[pictures * priors.count()]; // 0 is the background
    positives = new float[classes.length];
    negatives = new float[classes.length];
    float[] all = new float[classes.length * PriorBoxes.BOX];
    var matching = new PriorMatching(priors);
    for (int picture = 0; picture < pictures; picture++) {
      int[] objectOf = matching.of(objects.get(picture));
      for (int prior = 0; prior < objectOf.length; prior++) {
        int row = picture * priors.count() + prior;
        if (objectOf[prior] >= 0) {
          Labelled object = objects.get(picture).get(objectOf[prior]);
          classes[row] = 1L + object.classId();
          positives[row] = 1;
          priors.encode(prior, Edges.of(object.box()), all, matched.size() * PriorBoxes.BOX);
          matched.add(row);
        } else {
          negatives[row] = objectOf[prior] == PriorMatching.BACKGROUND ? 1 : 0;
        }
      }
    }
    offsets = Arrays.copyOf(all, matched.size() * PriorBoxes.BOX);
  }

  /** By what sums over priors with objects are divided. */
  public double divisor() {
    return Math.max(1, matched.size());
  }

  /** (N * priors), 0 for the background. */
  public Tensor classes(Tensor like) {
    return HostNumbers.vector(classes, like);
  }

  /** (N, priors), 1 where there is an object. */
  public Tensor positives(Tensor like) {
    return HostNumbers.tensor(positives, like, pictures, perPicture());
  }

  /** (N, priors), 1 where there is background. */
  public Tensor negatives(Tensor like) {
    return HostNumbers.tensor(negatives, like, pictures, perPicture());
  }

  /** Rows with objects, (P). */
  public Tensor rows(Tensor like) {
    return HostNumbers.vector(matched.stream().mapToLong(Integer::longValue).toArray(), like);
  }

  /** Offsets of the objects from their priors, (P, 4). */
  public Tensor offsets(Tensor like) {
    return HostNumbers.tensor(offsets, like, matched.size(), PriorBoxes.BOX);
  }

  private int perPicture() {
    return pictures == 0 ? 0 : classes.length / pictures;
  }
}
