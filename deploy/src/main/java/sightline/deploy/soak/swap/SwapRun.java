package sightline.deploy.soak.swap;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.soak.measure.MemoryWatch;
import sightline.deploy.soak.process.Child;
import sightline.deploy.soak.run.SoakFailed;
import sightline.deploy.soak.run.SoakScreen;
import sightline.deploy.soak.swap.judge.SwapReader;
import sightline.deploy.soak.swap.judge.Trend;
import sightline.ingest.IngestRefused;

/**
 * One run of swaps, from the first frame to the judgement. {@link #run} is the map.
 *
 * <pre>
 *   start --> versions --> first results --> swap after swap --> cameras end --> drained --> judged
 * </pre>
 *
 * <p>Threading: one thread runs; results are noted on the reader's.
 */
public final class SwapRun {

  private static final Duration FIRST_RESULT = Duration.ofSeconds(120);
  private static final Duration DRAINED = Duration.ofSeconds(90);
  private static final Duration TICK = Duration.ofMillis(250);

  /** Frames between two swaps, so that each version has its turn; and memory can settle. */
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  /** So long after a swap gaps count as its own; well before the next one begins. */
  private static final Duration AFTER = Duration.ofMillis(500);

  /** After a process was killed, the next swap waits until it has joined again. */
  private static final Duration CALM = Duration.ofSeconds(60);

  /** Swaps before which memory still grows, as caches and compiled code do. */
  private static final int SETTLING_SWAPS = 50;

  private final SwapOptions options;
  private final SoakScreen screen;
  private final CountDownLatch stop;
  private final SwapReader reader = new SwapReader();
  private final MemoryWatch memory = new MemoryWatch();
  private final List<SwapRecord> swaps = new ArrayList<>();
  private final List<Trend.Point> points = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final long zero = System.nanoTime();

  /**
   * @param stop ends the run early when it opens
   */
  public SwapRun(SwapOptions options, SoakScreen screen, CountDownLatch stop) {
    this.options = options;
    this.screen = screen;
    this.stop = stop;
  }

  /**
   * Runs it; the report is partial when it was stopped.
   *
   * @throws SoakFailed when the platform does not start, or the registry does not come back
   */
  public SwapReport run() throws SoakFailed, InterruptedException {
    say("starting broker, registry, two workers, ingest");
    try (SwapSite site = SwapSite.start(options, reader)) {
      var swapper = new Swapper(site, options, this::say);
      swapper.prepare();
      site.startCameras();
      await(FIRST_RESULT, () -> reader.cameras().containsAll(options.cameraNames()));
      requireResults();
      calmDown(Instant.now());
      say("every camera has results; the swaps begin");
      swapAll(site, swapper);
      say("the cameras end; what is on its way is waited for");
      site.endCameras();
      drain();
      return report();
    } catch (RegistryFailed | IngestRefused | IOException e) {
      throw new SoakFailed(e.getMessage(), e);
    }
  }

  private void requireResults() throws SoakFailed {
    if (!isStopped() && !reader.cameras().containsAll(options.cameraNames())) {
      throw new SoakFailed(
          "not every camera had a result within " + FIRST_RESULT.toSeconds() + " s");
    }
  }

  private void swapAll(SwapSite site, Swapper swapper)
      throws RegistryFailed, IOException, InterruptedException {
    for (int number = 1; number <= options.swaps() && !isStopped(); number++) {
      SwapRecord swap = swapper.swap(number);
      swaps.add(swap);
      say(SwapWords.line(swap));
      revive(site);
      if (swap.kind() != SwapKind.GOOD) {
        calmDown(swap.ended());
      }
      stop.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
      sample(site, number);
    }
  }

  /** Else what was done at one swap would count as a gap of the next. */
  private void calmDown(Instant since) throws InterruptedException {
    await(CALM, () -> reader.calm().isCalm(SwapOptions.WORKERS, since));
    Instant calm = Instant.now();
    await(CALM, () -> reader.isFlowing(options.cameraNames(), calm));
  }

  /** As systemd or Kubernetes would; but it is told. */
  private void revive(SwapSite site) throws IOException {
    for (Child child : site.children()) {
      if (!child.isAlive()) {
        String sentence =
            "%s ended by itself and was started again: %s"
                .formatted(child.name(), child.lastWords());
        remarks.add(sentence);
        say(sentence);
        child.start();
      }
    }
  }

  private void sample(SwapSite site, int number) {
    site.worker(SwapOptions.STEADY)
        .pid()
        .ifPresent(
            pid ->
                memory
                    .resident(pid)
                    .ifPresent(bytes -> points.add(new Trend.Point(number, bytes))));
  }

  private SwapReport report() {
    if (reader.malformed() > 0) {
      remarks.add("%d records are not what their topics promise".formatted(reader.malformed()));
    }
    if (reader.sessions().most() > SwapReport.MOST_SESSIONS) {
      remarks.add("too many open sessions: " + reader.sessions().where());
    }
    return new SwapReport(
        options.swaps(),
        options.seed(),
        swaps.stream().map(this::withGap).toList(),
        reader.versions().judge(),
        reader.sessions().most(),
        points,
        SETTLING_SWAPS,
        remarks,
        isStopped());
  }

  private SwapRecord withGap(SwapRecord swap) {
    return swap.with(reader.longestGap(swap.begun(), swap.ended().plus(AFTER)));
  }

  private void await(Duration most, BooleanSupplier done) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (!done.getAsBoolean() && System.nanoTime() - deadline < 0 && !isStopped()) {
      stop.await(TICK.toMillis(), TimeUnit.MILLISECONDS);
      screen.progress(now(), "%d results".formatted(reader.results()));
    }
  }

  /** Also when the run was stopped: what is on its way is not missing. */
  private void drain() throws InterruptedException {
    long deadline = System.nanoTime() + DRAINED.toNanos();
    while (!reader.versions().isComplete() && System.nanoTime() - deadline < 0) {
      TimeUnit.NANOSECONDS.sleep(TICK.toNanos());
    }
  }

  private void say(String what) {
    screen.event(now(), what);
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  private Duration now() {
    return Duration.ofNanos(System.nanoTime() - zero);
  }
}
