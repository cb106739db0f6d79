package sightline.inference.check;

import java.util.List;
import sightline.inference.bundle.BadUpload;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.TensorInfo;

/** What the workers can feed: one float tensor of pictures, one at a time or any number. */
final class InputRule {

  private static final int AXES = 4;

  private InputRule() {}

  static void check(ModelTensors tensors) throws BadUpload {
    List<TensorInfo> inputs = tensors.inputs();
    if (inputs.size() != 1) {
      throw new BadUpload(
          "The model takes %d inputs (%s), expected one, a picture.", inputs.size(), inputs);
    }
    TensorInfo input = inputs.get(0);
    if (!input.isFloat()) {
      throw new BadUpload(
          "The model takes %s, expected numbers of type float; export it with a float32 input.",
          input);
    }
    if (input.dims().size() != AXES) {
      throw new BadUpload(
          "The model takes %s, expected the %d axes of a batch of pictures.", input, AXES);
    }
    long batch = input.dims().get(0);
    if (batch != 1 && batch != -1) {
      throw new BadUpload(
          "The model takes %s, expected a batch of 1 or an open one, found %d.", input, batch);
    }
    for (TensorInfo output : tensors.outputs()) {
      if (!output.isFloat()) {
        throw new BadUpload("The model gives %s, expected numbers of type float.", output);
      }
    }
  }
}
