package sightline.deploy;

/** Is told, part by part, what starts and stops. */
@FunctionalInterface
public interface Progress {

  /** Says nothing to anybody. */
  Progress QUIET = (part, what) -> {};

  /** Part {@code part} now does {@code what}. */
  void say(String part, String what);
}
