package sightline.inference.health;

/** One question about the surroundings of the workers. */
@FunctionalInterface
public interface Check {

  /**
   * What is wrong, in one sentence; empty when nothing is. May block, and may fail, which is wrong
   * as well.
   */
  String problem() throws Exception;
}
