package sightline.registry.swap;

import java.util.List;
import sightline.registry.log.WorkerGroup;

/**
 * Who works.
 *
 * <p>Threading: one thread.
 */
@FunctionalInterface
interface Roster {

  /**
   * Everybody who is a member of the group now, or said something.
   *
   * @throws WorkerGroup.Unknown when the broker does not say
   */
  List<CrewMember> ask() throws WorkerGroup.Unknown;
}
