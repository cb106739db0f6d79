package sightline.trainer.net;

import java.util.List;
import java.util.Map;

/**
 * A net: its parts are named values, in the order in which they are put in.
 *
 * <p>Threading: immutable; parameters live with the reading that is passed in.
 */
public interface Net {

  /** Channels, height, width of a picture as it goes in. */
  List<Integer> input();

  /**
   * What losses look at: logits and offsets as they come.
   *
   * @param picture (C, H, W) as {@link #input} says
   * @return insertion-ordered
   */
  Map<String, Value> forward(Value picture);

  /** What the exported file gives, from the same parts: activated, decoded where the file is to. */
  default Map<String, Value> answer(Value picture) {
    return forward(picture);
  }
}
