package sightline.trainer.fit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.fit.task.Task;
import sightline.trainer.tensor.Processor;
import sightline.trainer.tensor.TorchReading;
import sightline.trainer.tensor.Weights;

/**
 * What libtorch gives for one picture, as the exported file will.
 *
 * @param outputs of {@code Net.answer} by name
 * @param guessed how they are read
 */
public record Answers(Map<String, Output> outputs, Guessed guessed) {

  /**
   * One output.
   *
   * @param shape batch first
   * @param numbers row by row
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody; owned by whoever made it
  public record Output(List<Integer> shape, float[] numbers) {}

  /** Of a batch of one picture. */
  public static Answers of(Task task, Weights weights, Batch batch) {
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      Tensor pictures = Learner.pictures(task, batch, weights.processor());
      var reading = TorchReading.judging(weights);
      var outputs = new LinkedHashMap<String, Output>();
      reading
          .answer(task.net(), pictures)
          .forEach((name, tensor) -> outputs.put(name, output(tensor)));
      List<Guessed> guesses = task.read(reading.forward(task.net(), pictures));
      return new Answers(outputs, guesses.get(0));
    }
  }

  private static Output output(Tensor tensor) {
    List<Integer> shape = Arrays.stream(tensor.shape()).mapToObj(Math::toIntExact).toList();
    return new Output(shape, Processor.numbers(tensor));
  }
}
