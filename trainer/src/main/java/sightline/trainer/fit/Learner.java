package sightline.trainer.fit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import sightline.trainer.feed.Batch;
import sightline.trainer.fit.task.Task;
import sightline.trainer.net.Parameter;
import sightline.trainer.net.table.NetTable;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.tensor.Processor;
import sightline.trainer.tensor.TorchReading;
import sightline.trainer.tensor.Weights;

/**
 * A net that is being trained: its weights, their running average, the optimizer; one step at a
 * time. A step is a function of seed, step number, weights and batch.
 *
 * <p>Threading: one platform thread. Ownership: owns weights, average and optimizer; every tensor
 * of a step is freed at its end.
 */
public final class Learner implements AutoCloseable {

  private final Task task;
  private final Recipe recipe;
  private final RateSchedule rates;
  private final Weights weights;
  private final Weights average;
  private final Descent descent;
  private final boolean halves;

  private Learner(Task task, Recipe recipe, long steps, Weights weights) {
    this.task = task;
    this.recipe = recipe;
    var schedule = recipe.schedule();
    this.rates =
        new RateSchedule(schedule.learningRate(), schedule.finalRate(), schedule.warmUp(), steps);
    this.weights = weights;
    this.average = schedule.ema() > 0 ? weights.copy() : weights;
    this.descent = Descent.of(weights, schedule);
    this.halves =
        schedule.precision().equals("bf16")
            || (schedule.precision().equals("auto") && weights.processor() == Processor.CUDA);
  }

  /**
   * A net with the numbers it begins with.
   *
   * @param steps of the whole schedule
   * @throws IllegalArgumentException when nothing is left to be learned
   */
  public static Learner begin(Task task, Recipe recipe, long steps, Processor processor) {
    List<Parameter> parameters =
        NetTable.parametersOf(task.net()).stream().map(one -> frozen(one, recipe)).toList();
    Weights weights = Weights.begin(parameters, recipe.seed(), processor);
    try {
      return new Learner(task, recipe, steps, weights);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  private static Parameter frozen(Parameter one, Recipe recipe) {
    boolean stays = recipe.start().freeze().stream().anyMatch(one.name()::startsWith);
    return stays ? new Parameter(one.name(), one.sizes(), one.start(), false) : one;
  }

  /** Begins with other numbers; what is not among them stays. */
  public void startFrom(Map<String, float[]> numbers) {
    numbers.forEach(
        (name, values) -> {
          weights.put(name, values);
          average.put(name, values);
        });
  }

  /** Learning rate of a step. */
  public double rate(long step) {
    return rates.at(step);
  }

  /**
   * Learns from a batch.
   *
   * @param step from 0
   * @return parts of the loss by name, and {@code total}
   * @throws NonFiniteLoss when there is nothing to be learned from it
   */
  public Map<String, Double> step(long step, Batch batch) {
    try (var scope = new PointerScope()) {
      torch.manual_seed(recipe.seed() * 1_000_003 + step);
      Map<String, Tensor> outputs = forward(pictures(task, batch, weights.processor()));
      Map<String, Tensor> parts = task.losses(outputs, batch);
      Tensor total = total(parts);
      Map<String, Double> values = values(parts, total);
      if (!values.values().stream().allMatch(Double::isFinite)) {
        throw new NonFiniteLoss(step, values, batch.names());
      }
      descent.begin();
      total.backward();
      descent.step(rates.at(step));
      average(step);
      return values;
    }
  }

  /** The pictures of a batch as a tensor (N, C, H, W). */
  public static Tensor pictures(Task task, Batch batch, Processor processor) {
    List<Integer> sizes = task.net().input();
    return processor.tensor(
        batch.pictures(), batch.size(), sizes.get(0), sizes.get(1), sizes.get(2));
  }

  private Map<String, Tensor> forward(Tensor pictures) {
    if (!halves) {
      return TorchReading.training(weights).forward(task.net(), pictures);
    }
    DeviceType type = weights.processor() == Processor.CUDA ? DeviceType.CUDA : DeviceType.CPU;
    torch.set_autocast_dtype(type, ScalarType.BFloat16);
    torch.set_autocast_enabled(type, true);
    try {
      var outputs = new LinkedHashMap<String, Tensor>();
      TorchReading.training(weights)
          .forward(task.net(), pictures)
          .forEach((name, output) -> outputs.put(name, output.to(ScalarType.Float)));
      return outputs;
    } finally {
      torch.set_autocast_enabled(type, false);
      torch.clear_cache();
    }
  }

  private static Tensor total(Map<String, Tensor> parts) {
    return parts.values().stream()
        .reduce(Tensor::add)
        .orElseThrow(() -> new IllegalStateException("a task without losses"));
  }

  private static Map<String, Double> values(Map<String, Tensor> parts, Tensor total) {
    var values = new LinkedHashMap<String, Double>();
    values.put("total", (double) total.item_float());
    parts.forEach((name, part) -> values.put(name, (double) part.item_float()));
    return values;
  }

  /** Early on the average forgets faster, as it began with random numbers. */
  private void average(long step) {
    if (average == weights) {
      return;
    }
    double stays = Math.min(recipe.schedule().ema(), (1.0 + step) / (10.0 + step));
    try (var guard = new NoGradGuard();
        var share = new Scalar(1 - stays)) {
      for (Parameter one : weights.parameters()) {
        average.tensor(one).lerp_(weights.tensor(one), share);
      }
    }
  }

  /** The weights that are judged and exported: the average, where there is one. */
  public Weights judged() {
    return average;
  }

  /** Writes all of its state into a new folder. */
  public void save(Path folder) throws IOException {
    WeightFiles.write(folder.resolve("weights.safetensors"), weights);
    WeightFiles.write(folder.resolve("average.safetensors"), average);
    descent.save(folder.resolve("optimizer.pt"));
  }

  /** Goes on from what {@link #save} wrote. */
  public void restore(Path folder) throws IOException {
    WeightFiles.read(folder.resolve("weights.safetensors"), weights);
    WeightFiles.read(folder.resolve("average.safetensors"), average);
    descent.load(folder.resolve("optimizer.pt"));
  }

  @Override
  public void close() {
    descent.close();
    if (average != weights) {
      average.close();
    }
    weights.close();
  }
}
