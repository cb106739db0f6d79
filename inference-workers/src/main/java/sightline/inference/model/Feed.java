package sightline.inference.model;

import java.util.List;
import java.util.Map;

/**
 * What a lane of an engine is given for each picture.
 *
 * @param input name of the input tensor that takes the picture
 * @param shape of one picture's tensor, without the batch axis
 * @param constants by name, the numbers that one picture gives to each other input
 */
public record Feed(String input, List<Integer> shape, Map<String, List<Float>> constants) {

  public Feed {
    shape = List.copyOf(shape);
    constants = Map.copyOf(constants);
  }

  /** Numbers in one picture's tensor. */
  public int elements() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
