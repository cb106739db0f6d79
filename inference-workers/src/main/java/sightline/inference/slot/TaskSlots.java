package sightline.inference.slot;

import java.time.Instant;
import java.util.List;
import sightline.events.slot.SlotRecord.Switch;
import sightline.events.slot.SlotState;

/**
 * Which slots look at a frame of one partition. A frame keeps the answer.
 *
 * <p>Threading: the task's stream thread.
 */
public interface TaskSlots extends AutoCloseable {

  /**
   * The slots bound to {@code camera} for a frame at {@code offset}, in the order in which their
   * outcomes are told.
   */
  List<Slot> boundTo(String camera, long offset);

  /**
   * A switch marker was met: from {@code offset} on {@code state} holds.
   *
   * @return the switches to be remembered
   */
  List<Switch> switched(SlotState state, long offset, Instant at);

  /** Every record up to {@code offset} was taken. */
  void taken(long offset);

  @Override
  void close();
}
