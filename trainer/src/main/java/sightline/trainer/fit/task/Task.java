package sightline.trainer.fit.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.net.Net;

/**
 * A net together with what it is to learn: its losses, how its answers are read and judged, and
 * what its file's manifest says.
 *
 * <p>Threading: one thread. Ownership: tensors belong to the step's scope.
 */
public interface Task {

  Net net();

  /**
   * Parts of the loss by name, scalars, each with its weight already; their sum is what is
   * minimized. They are on the device of {@code outputs}.
   *
   * @param outputs of {@link Net#forward}, batch first
   */
  Map<String, Tensor> losses(Map<String, Tensor> outputs, Batch batch);

  /**
   * What the net says of each picture, boxes in px of the input, best score first, after
   * suppression.
   *
   * @param outputs of {@link Net#forward} outside training
   */
  List<Guessed> read(Map<String, Tensor> outputs);

  /** A new judge that has seen nothing. */
  Judge judge();

  /** Name of the metric that decides when a recipe names none; greater is better. */
  String usualMetric();

  /**
   * The manifest's {@code task}, {@code decoder}, {@code suppression} and what else the net
   * decides; name, input, labels, thresholds, metrics and lineage are put in by others.
   */
  ObjectNode manifest();

  /** Compares guesses with the truth. */
  interface Judge {

    /** One guess for each picture of the batch. */
    void add(Batch batch, List<Guessed> guesses);

    /** By name, for example {@code ap50}, {@code meanIou}, {@code psnr}; greater is better. */
    Map<String, Double> metrics();
  }
}
