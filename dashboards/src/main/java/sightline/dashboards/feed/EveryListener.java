package sightline.dashboards.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Who reads each event of a topic.
 *
 * <p>Threading: called on one thread of the reader's own; must not block.
 */
public interface EveryListener {

  /**
   * An event and where it lies.
   *
   * @param topic of the event
   * @param partition of the topic
   * @param offset in the partition
   * @param json the event's canonical form
   */
  record EventAt(String topic, int partition, long offset, ObjectNode json) {}

  void event(EventAt event);

  /** Nothing more comes; {@code reason} is one sentence. */
  void failed(String reason);
}
