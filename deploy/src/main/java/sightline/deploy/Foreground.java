package sightline.deploy;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs the platform until Ctrl-C or until a part gives up, and says on the console what happens.
 *
 * <p>Threading: the calling thread waits; Ctrl-C comes on a thread of the JVM.
 */
final class Foreground {

  /** How long Ctrl-C waits for the parts to stop before the process ends all the same. */
  private static final int STOP_SECONDS = 30;

  private final PrintStream out;
  private final LogFile log;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  Foreground(PrintStream out, LogFile log) {
    this.out = out;
    this.log = log;
  }

  /** Returns the exit code once everything has stopped. */
  int run(PlatformConfig config) throws Exception {
    Thread onSignal = new Thread(this::stopAndWait, "stop");
    Runtime.getRuntime().addShutdownHook(onSignal);
    say("log", log.path().toString());
    try {
      int exit = runToTheEnd(config);
      if (exit == Sightline.OK) {
        log.discard();
      }
      return exit;
    } finally {
      stopped.countDown();
    }
  }

  private int runToTheEnd(PlatformConfig config) throws Exception {
    try (AllInOne platform = AllInOne.start(config, this::say)) {
      out.println();
      out.println("Ctrl-C stops everything.");
      Optional<String> fault = await(platform);
      out.println();
      fault.ifPresent(sentence -> System.err.println("sightline: " + sentence + LogFile.hint()));
      return fault.isPresent() ? Sightline.FAILED : Sightline.OK;
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

  private void stopAndWait() {
    stop.countDown();
    try {
      if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("sightline: not everything stopped within " + STOP_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
