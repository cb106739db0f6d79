package sightline.trainer.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import sightline.trainer.net.Parameter;

/**
 * The numbers of a net, by the names of its parameters.
 *
 * <p>Threading: one thread at a time. Ownership: owns its tensors until it is closed, whatever
 * scope they were made in.
 */
public final class Weights implements AutoCloseable {

  private static final int KERNELS = 4;

  private final Processor processor;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private Weights(Processor processor) {
    this.processor = processor;
  }

  /** Numbers as they are before training; a function of names and {@code seed}. */
  public static Weights begin(List<Parameter> parameters, long seed, Processor processor) {
    var weights = new Weights(processor);
    try {
      for (Parameter parameter : parameters) {
        weights.add(parameter, Beginnings.of(parameter, new Random(seed ^ hash(parameter.name()))));
      }
      return weights;
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /** The same numbers once more, none of which is learned; for averages. */
  public Weights copy() {
    var copy = new Weights(processor);
    parameters.values().forEach(one -> copy.add(kept(one), numbers(one.name())));
    return copy;
  }

  private static Parameter kept(Parameter one) {
    return new Parameter(one.name(), one.sizes(), one.start(), false);
  }

  private static long hash(String name) {
    long hash = 1125899906842597L;
    for (int i = 0; i < name.length(); i++) {
      hash = 31 * hash + name.charAt(i);
    }
    return hash;
  }

  private void add(Parameter parameter, float[] numbers) {
    Tensor tensor = processor.tensor(numbers, sizes(parameter));
    if (parameter.sizes().size() == KERNELS) {
      tensor = tensor.clone(new MemoryFormatOptional(MemoryFormat.ChannelsLast));
    }
    tensor.set_requires_grad(parameter.learned());
    tensor.retainReference();
    parameters.put(parameter.name(), parameter);
    tensors.put(parameter.name(), tensor);
  }

  private static long[] sizes(Parameter parameter) {
    return parameter.sizes().stream().mapToLong(Integer::longValue).toArray();
  }

  public Processor processor() {
    return processor;
  }

  public List<Parameter> parameters() {
    return List.copyOf(parameters.values());
  }

  /** The tensor of {@code parameter}; it belongs to this. */
  public Tensor tensor(Parameter parameter) {
    Parameter known = parameters.get(parameter.name());
    if (known == null || !known.sizes().equals(parameter.sizes())) {
      throw new IllegalArgumentException(
          "parameter %s of sizes %s: there is %s"
              .formatted(
                  parameter.name(), parameter.sizes(), known == null ? "none" : known.sizes()));
    }
    return tensors.get(parameter.name());
  }

  /** What the optimizer changes, in the order of the net. */
  public List<Tensor> learned() {
    var learned = new ArrayList<Tensor>();
    parameters.values().stream()
        .filter(Parameter::learned)
        .forEach(one -> learned.add(tensors.get(one.name())));
    return learned;
  }

  /** The numbers of the parameter called {@code name}, row by row. */
  public float[] numbers(String name) {
    return Processor.numbers(tensors.get(name));
  }

  /** All numbers by name. */
  public Map<String, float[]> numbers() {
    var numbers = new LinkedHashMap<String, float[]>();
    parameters.keySet().forEach(name -> numbers.put(name, numbers(name)));
    return numbers;
  }

  /**
   * Puts other numbers in.
   *
   * @throws IllegalArgumentException when there is no such parameter, or it has another length
   */
  public void put(String name, float[] numbers) {
    Parameter parameter = parameters.get(name);
    if (parameter == null || parameter.count() != numbers.length) {
      throw new IllegalArgumentException(
          "%d numbers for %s, expected %s"
              .formatted(
                  numbers.length,
                  name,
                  parameter == null ? "no such parameter" : parameter.sizes()));
    }
    try (var guard = new NoGradGuard()) {
      tensors
          .get(name)
          .copy_(processor.tensor(Arrays.copyOf(numbers, numbers.length), sizes(parameter)));
    }
  }

  @Override
  public void close() {
    var held = new ArrayList<>(tensors.values());
    for (int i = held.size() - 1; i >= 0; i--) {
      held.get(i).releaseReference();
    }
    tensors.clear();
  }
}
