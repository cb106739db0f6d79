package sightline.deploy;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sightline.deploy.console.LogFile;
import sightline.inference.StopSignals;

/**
 * Runs the platform until Ctrl-C or until a part gives up, and says on the console what happens.
 *
 * <p>Threading: the calling thread waits, and stops everything.
 */
final class Foreground {

  /** What is done besides once everything runs, until it stops. */
  @FunctionalInterface
  interface Started {

    /** Nothing. */
    Started NOTHING = platform -> () -> {};

    /** Begins; what comes back ends it. */
    AutoCloseable with(AllInOne platform);
  }

  private final PrintStream out;
  private final LogFile log;
  private final CountDownLatch stop = new CountDownLatch(1);

  Foreground(PrintStream out, LogFile log) {
    this.out = out;
    this.log = log;
  }

  /** Returns the exit code once everything has stopped. */
  int run(PlatformConfig config) throws Exception {
    return run(config, Started.NOTHING);
  }

  /** The same, with {@code started} besides. */
  int run(PlatformConfig config, Started started) throws Exception {
    say("log", log.path().toString());
    try (StopSignals signals = StopSignals.install(stop::countDown)) {
      Optional<String> fault = runToTheEnd(config, started);
      if (fault.isPresent()) {
        System.err.println("sightline: " + fault.get() + LogFile.hint());
        return Sightline.FAILED;
      }
      log.discard();
      return signals.exitCodeOr(Sightline.OK);
    }
  }

  private Optional<String> runToTheEnd(PlatformConfig config, Started started) throws Exception {
    try (AllInOne platform = AllInOne.start(config, this::say);
        AutoCloseable ended = started.with(platform)) {
      out.println();
      out.println("Ctrl-C stops everything.");
      Optional<String> fault = await(platform);
      out.println();
      return fault;
    }
  }

  private Optional<String> await(AllInOne platform) throws InterruptedException {
    while (!stop.await(1, TimeUnit.SECONDS)) {
      Optional<String> fault = platform.fault();
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  void say(String part, String what) {
    out.println(String.format(Locale.ROOT, "  %-11s %s", part, what));
  }
}
