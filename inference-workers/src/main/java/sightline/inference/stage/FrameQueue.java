package sightline.inference.stage;

import java.util.function.Predicate;

/**
 * Where frames wait for a lane.
 *
 * <p>Threading: any stream thread.
 */
interface FrameQueue {

  /**
   * Adds {@code work}, or completes it, or others, as dropped where the cameras' policies say so;
   * blocks only while a frame of policy WAIT finds no place.
   */
  void submit(FrameWork work);

  /** Completes as dropped what waits, what {@code which} means, and whose policy is not WAIT. */
  void letGo(Predicate<FrameWork> which);
}
