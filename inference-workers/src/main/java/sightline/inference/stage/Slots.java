package sightline.inference.stage;

import java.util.List;

/**
 * Says which slots look at a camera. It is asked for every frame, and a frame keeps the answer, so
 * the answer may change between two frames.
 *
 * <p>Threading: any thread.
 */
public interface Slots {

  /** The slots bound to {@code camera}, in the order in which their outcomes are told. */
  List<Slot> boundTo(String camera);
}
