package sightline.registry.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.Topics;
import sightline.registry.metrics.RegistryMetrics;

/**
 * The log, read by every registry and written by one.
 *
 * <p>Threading: {@link #lead}, {@link #stepDown}, {@link #commit} and {@link #framePartitions} on
 * one thread, which may block for a few answers of the broker; the rest from any.
 *
 * <p>Ownership: closes its connections.
 */
public final class Journal implements CommitLog, AutoCloseable {
  /*
   * What a commit that went wrong has left behind only the log can tell. So the producer is thrown
   * away and a new one begins, which makes the broker end what was open; then the log is read to
   * its end: the batch's name stands in it, or it never will.
   *
   * A writer that was fenced cannot tell by the error whether another registry writes now or its
   * own transaction took too long. It writes nothing until the broker has confirmed its seat in the
   * group, before the new producer begins and once more after.
   */

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  /** A log that answered this long ago is not read now. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final LogSettings settings;
  private final RegistryMetrics metrics;
  private final Clock clock;
  private final LogReader reader;
  private final LogWriter writer;
  private final Election election;
  private final CompletableFuture<Void> caughtUp;
  private volatile boolean writes;

  /**
   * @param sink is told what was read
   * @param changed called when this registry may write now, or must not any more
   */
  public Journal(
      Clients clients,
      LogSettings settings,
      RegistryMetrics metrics,
      LogSink sink,
      Runnable changed) {
    this.settings = settings;
    this.metrics = metrics;
    this.clock = Clock.systemUTC();
    this.reader = new LogReader(clients, settings, metrics, clock, sink);
    this.writer = new LogWriter(clients, settings);
    this.election = new Election(clients, settings, metrics, changed);
    this.caughtUp = reader.readToEnd();
    var ignored = caughtUp.thenRun(changed);
  }

  public Journal start() {
    reader.start();
    election.start();
    return this;
  }

  /** Why what was read is not what stands in the log; empty when it is. */
  public String whyBehind() {
    boolean fresh = reader.lastPoll().plus(FRESH).isAfter(clock.instant());
    if (caughtUp.isDone() && fresh) {
      return "";
    }
    return "the log at %s %s: %s"
        .formatted(
            settings.bootstrapServers(),
            caughtUp.isDone() ? "does not answer since " + since() : "is not read to its end yet",
            reader.complaint());
  }

  /** Whether the log was read to the end that it had at the start. */
  public boolean isRead() {
    return caughtUp.isDone();
  }

  /** Whether this registry is the writer and the log was read to its end since it became so. */
  public boolean writes() {
    return writes && election.holds();
  }

  /** Becomes the writer if that is its turn and it is not yet; says whether it is. */
  public boolean lead() {
    if (writes() || !caughtUp.isDone()) {
      return writes();
    }
    stepDown();
    if (!election.confirms()) {
      return false;
    }
    try {
      writer.open();
      await(reader.readToEnd());
      setWrites(election.confirms());
    } catch (KafkaException | TimeoutException e) {
      metrics.failed("writer");
      LOG.warn("the log cannot be written: {}", e.getMessage());
    }
    if (!writes) {
      writer.close();
    }
    return writes;
  }

  /** Stops to write, until it leads again. */
  public void stepDown() {
    setWrites(false);
    writer.close();
  }

  @Override
  public void commit(Batch batch) throws NotWritten {
    if (!writes()) {
      stepDown();
      throw NotWritten.perhaps("this registry does not write");
    }
    Instant begun = clock.instant();
    String name = UUID.randomUUID().toString();
    try {
      var read = new CompletableFuture<Void>();
      reader.positions().whenReached(writer.write(batch, name), read);
      await(read);
    } catch (RuntimeException | TimeoutException e) {
      metrics.commitUnsure();
      LOG.warn("whether a batch was written only the log can tell: {}", e.getMessage());
      decide(name, e);
    }
    metrics.committed(Duration.between(begun, clock.instant()));
  }

  @Override
  public int framePartitions() throws NotWritten {
    try {
      if (writes()) {
        return writer.partitionsOf(Topics.FRAMES.name());
      }
    } catch (KafkaException e) {
      throw NotWritten.surely("the broker does not tell the partitions of frames");
    }
    throw NotWritten.perhaps("this registry does not write");
  }

  @Override
  public void close() {
    election.close();
    stepDown();
    reader.close();
  }

  private void decide(String name, Exception cause) throws NotWritten {
    stepDown();
    if (!lead()) {
      throw NotWritten.perhaps(
          "the log went away in the middle of a change (%s); whether it stands is to be seen later"
              .formatted(cause.getMessage()));
    }
    if (!reader.positions().knows(name)) {
      throw NotWritten.surely("the log did not take it: " + cause.getMessage());
    }
  }

  private void await(CompletableFuture<Void> read) throws TimeoutException {
    try {
      read.get(settings.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      read.cancel(false);
      throw new TimeoutException("the log was not read within " + settings.answerWithin());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a wait for the log failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimeoutException("interrupted while waiting for the log");
    }
  }

  private String since() {
    return reader.lastPoll().toString();
  }

  private void setWrites(boolean now) {
    if (writes != now) {
      writes = now;
      metrics.writes(now);
      LOG.info("this registry {}", now ? "writes" : "does not write any more");
    }
  }
}
