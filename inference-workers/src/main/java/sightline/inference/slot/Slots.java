package sightline.inference.slot;

import java.util.List;
import sightline.events.slot.SlotRecord.Switch;

/**
 * The slots of this worker. Each task asks a view of its own, since what looks at a frame depends
 * on where the frame lies in the log.
 *
 * <p>Threading: any thread.
 */
public interface Slots {

  /**
   * The view of a task; the task closes it.
   *
   * @param partition of topic {@code frames} that the task reads
   * @param known switches that the task has met before, in any order
   */
  TaskSlots open(int partition, List<Switch> known);
}
