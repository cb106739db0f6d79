package sightline.inference.reading;

import java.util.List;
import sightline.inference.decode.Tensor;
import sightline.inference.engine.Engine;

/**
 * What a lane of an engine gave for one picture, in arrays that are used again as long as the
 * shapes stay the same.
 *
 * <p>Threading: one thread at a time.
 */
public final class Answer {

  private List<Tensor> tensors = List.of();

  /** The part of picture {@code index} in {@code outputs}; overwritten by the next call. */
  public List<Tensor> of(List<Engine.Output> outputs, int index) {
    if (!fit(outputs)) {
      tensors = outputs.stream().map(Answer::tensorFor).toList();
    }
    for (int i = 0; i < tensors.size(); i++) {
      tensors.get(i).read(outputs.get(i).values(), index);
    }
    return tensors;
  }

  private boolean fit(List<Engine.Output> outputs) {
    if (tensors.size() != outputs.size()) {
      return false;
    }
    for (int i = 0; i < outputs.size(); i++) {
      if (!tensors.get(i).hasShape(outputs.get(i).shape())) {
        return false;
      }
    }
    return true;
  }

  private static Tensor tensorFor(Engine.Output output) {
    return new Tensor(output.name(), output.shape().stream().mapToInt(Integer::intValue).toArray());
  }
}
