package sightline.trainer;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.trainer.job.run.Groundwork;
import sightline.trainer.job.run.JobDesk;
import sightline.trainer.job.topic.JobRecord;
import sightline.trainer.job.topic.KafkaPost;
import sightline.trainer.job.topic.OrderReader;
import sightline.trainer.metrics.HealthServer;
import sightline.trainer.metrics.TrainerMetrics;

/**
 * The map of the job service. A job is a folder and a process of its own; a crash in it ends the
 * job and not the service.
 *
 * <pre>
 *   topic training-jobs --> desk --> folder of the job <--> process of the job
 *                             |             |
 *                             +-------------+--> topic training-progress
 * </pre>
 *
 * <p>Threading: any thread.
 *
 * <p>Ownership: stops what it started; running jobs are paused and go on at the next start.
 */
public final class TrainerService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TrainerService.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final TrainerMetrics metrics = new TrainerMetrics();
  private JobDesk desk;
  private OrderReader orders;
  private HealthServer health;

  private TrainerService() {}

  /**
   * Starts the service; it hears orders as soon as the broker answers.
   *
   * @throws IOException with one sentence when the port is taken or the folder cannot be used
   */
  public static TrainerService start(TrainerConfig config, Groundwork groundwork)
      throws IOException {
    var service = new TrainerService();
    try {
      service.open(config, groundwork);
      return service;
    } catch (IOException | RuntimeException e) {
      service.close();
      throw e;
    }
  }

  private void open(TrainerConfig config, Groundwork groundwork) throws IOException {
    KafkaPost post = keep(new KafkaPost(config.bootstrapServers(), metrics));
    desk = keep(JobDesk.open(config.jobs(), groundwork, post, metrics));
    orders = keep(OrderReader.start(config.bootstrapServers(), new DeskEar()));
    health =
        keep(HealthServer.start(config.host(), config.port(), metrics, this::stuck, this::trouble));
  }

  /** The port of {@code /metrics} and {@code /health}. */
  public int port() {
    return health.port();
  }

  /** Why orders are not heard now; empty when they are. */
  public Optional<String> trouble() {
    return orders.trouble();
  }

  private Optional<String> stuck() {
    return desk.isLive() && orders.isLive()
        ? Optional.empty()
        : Optional.of("a thread that hears orders or runs jobs has ended");
  }

  private <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) { // the next part must be stopped, whatever happened to this one
        LOG.error("a part of the trainer did not stop cleanly", e);
      }
    }
  }

  /** Brings orders to the desk. */
  private final class DeskEar implements OrderReader.Ear {

    @Override
    public void logEndsWith(long last) {
      try {
        desk.logEndsWith(last);
      } catch (IOException e) {
        LOG.error("the folder of the jobs cannot be written", e);
      }
    }

    @Override
    public void hear(long number, long millis, byte[] value) {
      try {
        act(number, millis, value);
      } catch (IOException e) {
        LOG.error("order {} could not be obeyed", number, e);
      }
    }

    private void act(long number, long millis, byte[] value) throws IOException {
      try {
        JobRecord order = JobRecord.read(value);
        if (order instanceof JobRecord.Submit submit) {
          desk.submit(number, millis, submit.recipe(), submit.data(), submit.overrides());
        } else if (order instanceof JobRecord.Stop stop) {
          desk.stop(stop.job());
        }
      } catch (IllegalArgumentException e) {
        desk.refuse(number, e.getMessage());
      }
    }
  }
}
