package sightline.deploy.soak;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import sightline.deploy.soak.count.CameraAccount;
import sightline.deploy.soak.count.Counting;
import sightline.deploy.soak.measure.Latencies;
import sightline.deploy.soak.measure.MemoryWatch;
import sightline.deploy.soak.measure.Phase;
import sightline.deploy.soak.measure.Recoveries;
import sightline.deploy.soak.measure.Recoveries.Recovery;
import sightline.deploy.soak.plan.FaultKind;
import sightline.deploy.soak.plan.FaultPlan;
import sightline.deploy.soak.plan.PlannedFault;
import sightline.deploy.soak.process.Child;
import sightline.deploy.soak.report.FaultRecord;
import sightline.deploy.soak.report.SoakReport;
import sightline.deploy.soak.run.SoakFailed;
import sightline.deploy.soak.run.SoakScreen;
import sightline.events.Provenance;
import sightline.events.Stage;

/**
 * One run, from the first frame to the last count. {@link #run} is the map.
 *
 * <pre>
 *   start --> first results --> plan, fault by fault --> recovered --> cameras end --> drained --> counted
 * </pre>
 *
 * <p>Threading: one thread runs; results are noted on the reader's.
 */
final class SoakRun {

  private static final Duration FIRST_RESULT = Duration.ofSeconds(120);
  private static final Duration RECOVERED = Duration.ofSeconds(90);
  private static final Duration DRAINED = Duration.ofSeconds(90);
  private static final Duration DRAINED_IN_HASTE = Duration.ofSeconds(10);
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration MEMORY_EVERY = Duration.ofSeconds(2);

  /** A fault that ran; its recovery may still be waited for. */
  private record Ran(PlannedFault fault, Duration at, Duration lasted, Recovery recovery) {}

  private final SoakOptions options;
  private final FaultPlan plan;
  private final SoakScreen screen;
  private final CountDownLatch stop;
  private final Clock clock = Clock.systemUTC();
  private final Latencies forwarded = new Latencies();
  private final Latencies glass = new Latencies();
  private final Recoveries recoveries = new Recoveries();
  private final MemoryWatch memory = new MemoryWatch();
  private final Counting counting = new Counting(clock, this::seen);
  private final List<Ran> ran = new ArrayList<>();
  private final List<FaultRecord> notRun = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private SoakSite site;
  private FaultInjector injector;
  private volatile String model = "unknown";
  private long zero;
  private Duration lastMemory = Duration.ofSeconds(-MEMORY_EVERY.toSeconds());
  private boolean allInjected;
  private Duration standing = Duration.ZERO;

  /**
   * @param stop ends the run early when it opens
   */
  SoakRun(SoakOptions options, SoakScreen screen, CountDownLatch stop) {
    this.options = options;
    this.plan = options.plan();
    this.screen = screen;
    this.stop = stop;
  }

  /**
   * Runs it; the report is partial when it was stopped.
   *
   * @throws SoakFailed when the platform does not start, or cannot be counted
   */
  SoakReport run() throws SoakFailed, InterruptedException {
    zero = System.nanoTime();
    screen.event(Duration.ZERO, "starting broker, two workers, ingest, dashboards");
    try (SoakSite started = SoakSite.start(options, counting, glass::add)) {
      site = started;
      injector = new FaultInjector(site);
      awaitFirstResults();
      zero = System.nanoTime();
      screen.event(Duration.ZERO, "every camera has results; the run begins");
      followPlan();
      pause(RECOVERED, recoveries::isDone);
      drain();
      return report();
    }
  }

  private void awaitFirstResults() throws SoakFailed, InterruptedException {
    BooleanSupplier all = () -> options.cameraNames().stream().allMatch(counting::hasResult);
    long deadline = System.nanoTime() + FIRST_RESULT.toNanos();
    while (!all.getAsBoolean() && !isStopped()) {
      for (Child child : site.children()) {
        if (!child.isAlive()) {
          throw new SoakFailed("%s ended: %s".formatted(child.name(), child.lastWords()));
        }
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new SoakFailed(
            "not every camera had a result within " + FIRST_RESULT.toSeconds() + " s");
      }
      stop.await(TICK.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void followPlan() throws SoakFailed, InterruptedException {
    for (PlannedFault fault : plan.timed()) {
      pauseUntil(fault.at());
      if (isStopped()) {
        notRun.add(FaultRecord.notRun(fault, "the run was ended before"));
      } else {
        Optional<String> whyNot = injector.whyNot(fault);
        if (whyNot.isPresent()) {
          notRun(fault, whyNot.get());
        } else {
          inject(fault);
        }
      }
    }
    allInjected = true;
    pauseUntil(options.length());
  }

  private void notRun(PlannedFault fault, String reason) {
    notRun.add(FaultRecord.notRun(fault, reason));
    screen.event(now(), "%s is not run: %s".formatted(fault.kind().word(), reason));
  }

  private void inject(PlannedFault fault) throws SoakFailed, InterruptedException {
    Duration at = now();
    Instant begun = clock.instant();
    if (ran.isEmpty()) {
      forwarded.duringFrom(begun);
      glass.duringFrom(begun);
    }
    screen.event(
        at, "%s: %s %s".formatted(fault.kind().word(), fault.target(), fault.how()).strip());
    try {
      injector.begin(fault);
      pauseUntil(now().plus(fault.lasting()));
      Duration lasted = now().minus(at);
      Instant ended = clock.instant();
      injector.end(fault);
      // A killed worker's cameras go to the other one: that begins with the kill.
      Instant from = fault.kind() == FaultKind.WORKER ? begun : ended;
      ran.add(new Ran(fault, at, lasted, recoveries.expect(from, concerned(fault))));
      screen.event(now(), fault.kind().word() + " is over");
    } catch (IOException e) {
      notRun(fault, e.getMessage());
    }
  }

  private List<String> concerned(PlannedFault fault) {
    return fault.kind().isOfCamera() ? List.of(fault.target()) : options.cameraNames();
  }

  private void pauseUntil(Duration at) throws SoakFailed, InterruptedException {
    pause(at.minus(now()), () -> false);
  }

  /** Lets the platform run for {@code time}, or until it is told to stop, or {@code done}. */
  private void pause(Duration time, BooleanSupplier done) throws SoakFailed, InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    long left = time.toNanos();
    while (left > 0 && !done.getAsBoolean() && !isStopped()) {
      stop.await(Math.min(left, TICK.toNanos()), TimeUnit.NANOSECONDS);
      tick();
      left = deadline - System.nanoTime();
    }
  }

  private void tick() throws SoakFailed, InterruptedException {
    if (!site.isCounting()) {
      throw new SoakFailed("the reader that counts has given up; see the log");
    }
    if (allInjected && recoveries.isDone()) {
      forwarded.afterFrom(clock.instant());
      glass.afterFrom(clock.instant());
      allInjected = false;
    }
    revive();
    if (now().minus(lastMemory).compareTo(MEMORY_EVERY) >= 0) {
      sampleMemory();
    }
    screen.progress(
        now(),
        "of %s min: %d frames on the log, %d results"
            .formatted(minutes(), counting.framesOnLog(), counting.results()));
  }

  /** As systemd or Kubernetes would; but it is told. */
  private void revive() throws SoakFailed, InterruptedException {
    for (Child child : site.children()) {
      if (!child.isAlive() && !injector.isDown(child)) {
        remark("%s ended by itself and was started again: %s", child.name(), child.lastWords());
        try {
          child.start();
        } catch (IOException e) {
          throw new SoakFailed(child.name() + " cannot be started again", e);
        }
      }
    }
  }

  private void remark(String format, Object... arguments) {
    String sentence = format.formatted(arguments);
    remarks.add("at %d s: %s".formatted(now().toSeconds(), sentence));
    screen.event(now(), sentence);
  }

  private void sampleMemory() {
    lastMemory = now();
    memory.sample("ingest and dashboards", ProcessHandle.current().pid(), now());
    for (Child child : site.children()) {
      child.pid().ifPresent(pid -> memory.sample(child.name(), pid, now()));
    }
  }

  private void drain() throws SoakFailed, InterruptedException {
    screen.event(now(), "the cameras end; what is on its way is waited for");
    standing = now();
    site.endCameras();
    Duration patience = isStopped() ? DRAINED_IN_HASTE : DRAINED;
    awaitQuietly(patience, () -> counting.isSettled(site.sent()));
    site.endWorkers();
    long[] before = {-1};
    awaitQuietly(
        QUIET.multipliedBy(5),
        () -> {
          boolean same = before[0] == counting.records();
          before[0] = counting.records();
          return same;
        });
  }

  /** Waits in steps of {@link #QUIET}; a wish to stop does not end it. */
  private void awaitQuietly(Duration most, BooleanSupplier done) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (!done.getAsBoolean() && System.nanoTime() - deadline < 0) {
      TimeUnit.NANOSECONDS.sleep(QUIET.toNanos() / 2);
    }
  }

  private SoakReport report() {
    List<CameraAccount> accounts = counting.accounts(site.sent());
    if (counting.malformed() > 0) {
      remarks.add("%d records are not what their topics promise".formatted(counting.malformed()));
    }
    return new SoakReport(
        options.seed(),
        minutes(),
        model,
        accounts,
        faultRecords(),
        summaries(forwarded),
        summaries(glass),
        memory.memory(),
        remarks,
        isStopped());
  }

  private List<FaultRecord> faultRecords() {
    var records = new ArrayList<FaultRecord>();
    for (PlannedFault fault : plan.faults()) {
      if (!fault.kind().isTimed()) {
        records.add(
            injector
                .whyNot(fault)
                .map(reason -> FaultRecord.notRun(fault, reason))
                .orElseGet(
                    () -> FaultRecord.ran(fault, Duration.ZERO, standing, Optional.empty())));
      }
    }
    ran.forEach(
        one ->
            records.add(
                FaultRecord.ran(
                    one.fault(), one.at(), one.lasted(), recoveries.took(one.recovery()))));
    records.addAll(notRun);
    return records;
  }

  private static Map<Phase, Latencies.Summary> summaries(Latencies latencies) {
    var summaries = new EnumMap<Phase, Latencies.Summary>(Phase.class);
    for (Phase phase : Phase.values()) {
      summaries.put(phase, latencies.of(phase));
    }
    return summaries;
  }

  private void seen(Provenance result, Instant seenAt) {
    model =
        "%s %s on %s"
            .formatted(result.model().name(), result.model().version(), result.model().provider());
    recoveries.seen(result.frame().camera(), result.capturedAt(), seenAt);
    Duration took = result.stages().sinceCapture().get(Stage.FORWARDED);
    if (took != null) {
      forwarded.add(result.capturedAt(), took);
    }
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  private double minutes() {
    return options.length().toMillis() / 60_000.0;
  }

  private Duration now() {
    return Duration.ofNanos(System.nanoTime() - zero);
  }
}
