package sightline.inference;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.inference.metrics.InferenceMetrics;

/**
 * Kafka Streams that is made and started anew when it has failed, after a pause that grows, until
 * {@link #close} or until it has failed too often by our own fault.
 *
 * <pre>
 *   running --failure--> replace the thread --> running
 *      ^    --failure--> failed --pause--> made anew --+
 *      |                   |      ^                    |
 *      |                   |      +--- cannot be made -+
 *      +-------------------|---------------------------+
 *                          +--too often--> given up
 * </pre>
 *
 * <p>Threading: start and close from one thread, the rest from any; restarts happen on {@code
 * inference-restart}.
 */
final class RestartingStreams implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RestartingStreams.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final Supplier<KafkaStreams> maker;
  private final RestartLimits limits;
  private final InferenceMetrics metrics;
  private final RecentFailures replaced;
  private final RecentFailures broken;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var named = new Thread(task, "inference-restart");
            named.setDaemon(true);
            return named;
          });

  private KafkaStreams current;
  private KafkaStreams failed; // the one whose failure is being dealt with
  private String trouble = "the workers have not been started";
  private int failuresInRow;
  private long runningSince; // nanoTime; 0 while it is not running
  private boolean givenUp;
  private boolean closing;

  /**
   * @param maker of Kafka Streams that was not started; may fail
   */
  RestartingStreams(Supplier<KafkaStreams> maker, RestartLimits limits, InferenceMetrics metrics) {
    this.maker = maker;
    this.limits = limits;
    this.metrics = metrics;
    this.replaced = new RecentFailures(limits.maxRestarts(), limits.window());
    this.broken = new RecentFailures(limits.maxRestarts(), limits.window());
  }

  /** Starts for the first time; what fails now is for the caller. */
  void start() {
    begin();
  }

  /** Starts for the first time, on a thread of its own, and again until it succeeds. */
  void startSoon() {
    thread.execute(this::restart);
  }

  private void begin() {
    KafkaStreams made = maker.get();
    made.setUncaughtExceptionHandler(failure -> onFailure(made, failure));
    made.setStateListener((now, before) -> onState(made, now));
    synchronized (this) {
      if (closing) {
        made.close(CLOSE_WITHIN);
        return;
      }
      current = made;
      trouble = "";
    }
    try {
      made.start();
    } catch (RejectedExecutionException e) { // its threads failed before start had returned
      log.debug("the failure itself was told to the handler", e);
    }
  }

  private synchronized StreamThreadExceptionResponse onFailure(
      KafkaStreams streams, Throwable failure) {
    Remedy remedy = Remedy.of(failure);
    long now = System.nanoTime();
    if (remedy == Remedy.REPLACE_THREAD && replaced.admit(now)) {
      log.warn("a stream thread is replaced", failure);
      metrics.threadReplaced();
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    if (streams == current && streams != failed) { // its other threads may fail as well
      failed = streams;
      givenUp |= remedy == Remedy.RESTART_BUT_COUNT && !broken.admit(now);
      note(failure, now);
    }
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private void note(Throwable failure, long now) {
    boolean ranLong = runningSince != 0 && now - runningSince >= limits.longestPause().toNanos();
    failuresInRow = ranLong ? 1 : failuresInRow + 1;
    runningSince = 0;
    trouble =
        givenUp
            ? "the workers have given up after more than %d failures in %s: %s"
                .formatted(limits.maxRestarts(), limits.window(), rootOf(failure))
            : "the workers start anew in %s: %s"
                .formatted(limits.pause(failuresInRow), rootOf(failure));
    log.error("{}", trouble, failure);
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + " " + root.getMessage();
  }

  private synchronized void onState(KafkaStreams streams, KafkaStreams.State now) {
    if (streams != current) {
      return;
    }
    if (now == KafkaStreams.State.RUNNING) {
      runningSince = System.nanoTime();
    } else if (now == KafkaStreams.State.ERROR) {
      if (streams != failed) { // ended without having told its handler
        failed = streams;
        note(new IllegalStateException("all stream threads have ended"), System.nanoTime());
      }
      restartSoon();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // restarting never throws
  private void restartSoon() {
    if (!givenUp && !closing) {
      try {
        thread.schedule(
            this::restart, limits.pause(failuresInRow).toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        log.debug("closed meanwhile", e);
      }
    }
  }

  private void restart() {
    if (!isDown()) {
      return; // it was made anew for this failure already
    }
    try {
      if (closeCurrent()) {
        metrics.workersRestarted();
      }
      begin();
    } catch (RuntimeException | Error e) { // no broker by that name, a library that is gone
      synchronized (this) {
        givenUp |= Remedy.of(e) == Remedy.RESTART_BUT_COUNT && !broken.admit(System.nanoTime());
        note(e, System.nanoTime());
        restartSoon();
      }
    }
  }

  private synchronized boolean isDown() {
    return current == null || current == failed;
  }

  /** Whether there was one. */
  private boolean closeCurrent() {
    KafkaStreams old;
    synchronized (this) {
      old = current;
      current = null;
      trouble = trouble.isEmpty() ? "the workers are being made anew" : trouble;
    }
    if (old != null && !old.close(CLOSE_WITHIN)) {
      log.warn("stream threads did not end within {}", CLOSE_WITHIN);
    }
    return old != null;
  }

  /** Why frames are not handled, in one sentence; empty when Kafka Streams has partitions. */
  String whyNotRunning() {
    KafkaStreams streams;
    synchronized (this) {
      if (!trouble.isEmpty()) {
        return trouble;
      }
      streams = current;
    }
    KafkaStreams.State state = streams.state();
    return state == KafkaStreams.State.RUNNING
        ? whyIdle(streams)
        : "Kafka Streams is %s, expected RUNNING".formatted(state);
  }

  private static String whyIdle(KafkaStreams streams) {
    try {
      return streams.metadataForLocalThreads().stream().allMatch(t -> t.activeTasks().isEmpty())
          ? "no partition of topic frames is assigned to this worker"
          : "";
    } catch (IllegalStateException e) { // it has ended meanwhile
      return "Kafka Streams is %s, expected RUNNING".formatted(streams.state());
    }
  }

  /** Whether it has failed too often, or was closed. */
  synchronized boolean hasEnded() {
    return givenUp || closing;
  }

  /** Polls of each stream thread so far; none while Kafka Streams is being made anew. */
  Map<String, Double> polls() {
    KafkaStreams streams;
    synchronized (this) {
      streams = current == failed ? null : current;
    }
    return streams == null
        ? Map.of()
        : streams.metrics().values().stream()
            .filter(metric -> metric.metricName().name().equals("poll-total"))
            .filter(metric -> metric.metricName().group().equals("stream-thread-metrics"))
            .collect(
                Collectors.toMap(
                    metric -> metric.metricName().tags().get("thread-id"),
                    metric -> (Double) metric.metricValue(),
                    Math::max));
  }

  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      trouble = "the workers are being closed";
    }
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("a restart did not end within {}", CLOSE_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var ignored = closeCurrent();
  }
}
