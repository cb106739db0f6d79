package sightline.inference.check;

import java.util.List;
import java.util.stream.Stream;
import sightline.inference.bundle.BadUpload;
import sightline.inference.model.ElementTypes;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.TensorInfo;

/** What the workers can feed: a tensor of pictures, one at a time or any number, and constants. */
final class InputRule {

  private static final int AXES = 4;

  private InputRule() {}

  static void check(ModelTensors tensors) throws BadUpload {
    List<TensorInfo> pictures =
        tensors.inputs().stream().filter(input -> input.dims().size() == AXES).toList();
    if (pictures.isEmpty()) {
      throw new BadUpload(
          "The model takes %s, expected an input with the %d axes of a batch of pictures.",
          tensors.inputs(), AXES);
    }
    TensorInfo input = pictures.get(0);
    long batch = input.dims().get(0);
    if (batch != 1 && batch != -1) {
      throw new BadUpload(
          "The model takes %s, expected a batch of 1 or an open one, found %d.", input, batch);
    }
    for (TensorInfo tensor :
        Stream.of(tensors.inputs(), tensors.outputs()).flatMap(List::stream).toList()) {
      if (!ElementTypes.readable(tensor.elementType())) {
        throw new BadUpload(
            "The model has %s, expected numbers of one of the types %s.",
            tensor, ElementTypes.NAMES);
      }
    }
  }
}
