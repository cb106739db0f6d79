package sightline.trainer.fit;

import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.fit.task.Task;
import sightline.trainer.tensor.TorchReading;
import sightline.trainer.tensor.Weights;

/**
 * Shows pictures to a net as it stands and judges what it says.
 *
 * <p>Threading: one platform thread. Ownership: tensors are freed batch by batch.
 */
public final class Evaluation {

  private final Task task;
  private final Weights weights;
  private final Task.Judge judge;

  public Evaluation(Task task, Weights weights) {
    this.task = task;
    this.weights = weights;
    this.judge = task.judge();
  }

  /** What the net says of each picture of {@code batch}; it is judged too. */
  public List<Guessed> add(Batch batch) {
    List<Guessed> guesses = look(batch);
    judge.add(batch, guesses);
    return guesses;
  }

  /** What the net says of each picture of {@code batch}, not judged. */
  public List<Guessed> look(Batch batch) {
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      Tensor pictures = Learner.pictures(task, batch, weights.processor());
      return task.read(TorchReading.judging(weights).forward(task.net(), pictures));
    }
  }

  public Map<String, Double> metrics() {
    return judge.metrics();
  }
}
