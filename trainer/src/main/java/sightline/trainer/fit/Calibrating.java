package sightline.trainer.fit;

import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import sightline.trainer.feed.Batch;
import sightline.trainer.fit.latent.Calibrated;
import sightline.trainer.fit.latent.Calibrated.Calibrator;
import sightline.trainer.fit.task.Task;
import sightline.trainer.tensor.TorchReading;
import sightline.trainer.tensor.Weights;

/**
 * Sets the numbers that a net keeps beside what it learns, where its task has any, from pictures it
 * has not learned from.
 *
 * <p>Threading: one platform thread. Ownership: tensors are freed batch by batch.
 */
public final class Calibrating {

  private final Task task;
  private final Weights weights;
  private final Calibrator calibrator;

  private Calibrating(Task task, Weights weights, Calibrator calibrator) {
    this.task = task;
    this.weights = weights;
    this.calibrator = calibrator;
  }

  /** Empty for a task that has nothing to calibrate. */
  public static Optional<Calibrating> of(Task task, Weights weights) {
    return task instanceof Calibrated calibrated
        ? Optional.of(new Calibrating(task, weights, calibrated.calibrator()))
        : Optional.empty();
  }

  /** Looks at normal pictures. */
  public void add(Batch batch) {
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      var pictures = Learner.pictures(task, batch, weights.processor());
      calibrator.add(TorchReading.judging(weights).forward(task.net(), pictures));
    }
  }

  /**
   * Puts what was found into the weights.
   *
   * @throws IllegalArgumentException when too few pictures were seen
   */
  public void finish() {
    calibrator.parameters().forEach(weights::put);
  }
}
