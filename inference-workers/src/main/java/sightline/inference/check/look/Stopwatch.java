package sightline.inference.check.look;

import java.util.concurrent.Callable;

/** Takes the time of a call. */
public final class Stopwatch {

  private static final double NANOS_PER_MILLI = 1e6;

  private Stopwatch() {}

  public static double millis(Callable<Void> call) throws Exception {
    long begin = System.nanoTime();
    Void ignored = call.call();
    return (System.nanoTime() - begin) / NANOS_PER_MILLI;
  }
}
