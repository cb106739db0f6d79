package sightline.deploy;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sightline.deploy.accuracy.SlotAccuracy;
import sightline.deploy.console.LogFile;
import sightline.deploy.demo.ProcessUse;
import sightline.deploy.demo.RunBook;
import sightline.deploy.demo.RunSummary;
import sightline.deploy.demo.SummaryJson;
import sightline.deploy.demo.SummaryTable;
import sightline.deploy.soak.count.LogFollower;
import sightline.inference.StopSignals;

/**
 * Runs the platform for a while, without a browser, and sums up what came of it.
 *
 * <p>Threading: the calling thread waits, and stops everything.
 */
final class DemoRun {

  private static final Duration SETTLE_WITHIN = Duration.ofSeconds(20);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Duration length;
  private final boolean json;
  private final Instant began;
  private final LogFile log;
  private final CountDownLatch stop = new CountDownLatch(1);

  /**
   * @param length from when everything has started
   * @param json whether the summary is for programs; everything else goes to standard error then
   * @param began when the command did
   */
  DemoRun(Duration length, boolean json, Instant began, LogFile log) {
    this.length = length;
    this.json = json;
    this.began = began;
    this.log = log;
  }

  /** Returns the exit code once everything has stopped. */
  int run(PlatformConfig config, Foreground.Started started) throws Exception {
    PrintStream told = json ? System.err : System.out;
    var foreground = new Foreground(told, log);
    try (StopSignals signals = StopSignals.install(stop::countDown)) {
      RunSummary summary;
      try (AllInOne platform = AllInOne.start(config, foreground::say);
          AutoCloseable ended = started.with(platform)) {
        summary = watch(platform);
      }
      print(summary);
      if (summary.balances()) {
        log.discard();
        return signals.exitCodeOr(Sightline.OK);
      }
      return Sightline.FAILED;
    }
  }

  private RunSummary watch(AllInOne platform) throws Exception {
    var book = new RunBook(began);
    try (var follower =
        LogFollower.start(platform.bootstrapServers(), RunBook.TOPICS, book::accept)) {
      boolean running = true;
      Instant until = Instant.now().plus(length);
      while (running && Instant.now().isBefore(until)) {
        running = !pause() && platform.fault().isEmpty() && follower.isAlive();
      }
      List<SlotAccuracy> accuracy = platform.accuracy();
      ProcessUse use = ProcessUse.now();
      Duration lasted = Duration.between(began, Instant.now());
      Optional<String> fault = platform.fault();
      fault.ifPresent(why -> System.err.println("sightline: " + why + LogFile.hint()));
      platform.stopCameras();
      settle(book);
      return RunSummary.of(book, lasted, accuracy, use);
    }
  }

  /** Whether someone wants it to end. */
  private boolean pause() throws InterruptedException {
    return stop.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void settle(RunBook book) throws InterruptedException {
    Instant until = Instant.now().plus(SETTLE_WITHIN);
    while (!book.isSettled() && Instant.now().isBefore(until)) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    }
  }

  private void print(RunSummary summary) {
    if (json) {
      System.out.println(SummaryJson.of(summary).toPrettyString());
    } else {
      System.out.println();
      SummaryTable.print(summary, new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    }
  }
}
