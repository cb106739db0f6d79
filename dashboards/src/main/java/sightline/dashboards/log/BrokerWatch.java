package sightline.dashboards.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.dashboards.feed.WallInput;

/**
 * Asks the broker again and again whether it is there; a consumer alone would wait in silence.
 *
 * <p>Threading: one thread of its own, {@code feed-broker-watch}.
 */
final class BrokerWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final WallInput input;
  private final LogSettings settings;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "feed-broker-watch");
  private final Clock clock;
  private volatile boolean reachable;
  private volatile Instant lastAsked = Instant.EPOCH;

  BrokerWatch(LogSettings settings, Clock clock, WallInput input) {
    this.clock = clock;
    this.settings = settings;
    this.input = input;
    thread.setDaemon(true);
  }

  BrokerWatch start() {
    thread.start();
    return this;
  }

  /** Whether it answered when it was asked last, and that was not long ago. */
  boolean reachable() {
    return reachable && lastAsked.plus(FRESH).isAfter(clock.instant());
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Map<String, Object> properties =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            settings.bootstrapServers(),
            AdminClientConfig.CLIENT_ID_CONFIG,
            "sightline-dashboards-broker-watch",
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            2_000,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis());
    try (Admin admin = Admin.create(properties)) {
      do {
        tell(answers(admin));
      } while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(boolean now) {
    if (now != reachable) {
      LOG.info("broker {} is {}", settings.bootstrapServers(), now ? "reachable" : "not reachable");
    }
    reachable = now;
    lastAsked = clock.instant();
    input.brokerReachable(now);
  }

  private static boolean answers(Admin admin) throws InterruptedException {
    try {
      var options = new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis());
      var nodes = admin.describeCluster(options).nodes();
      return !nodes.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("broker did not answer", e);
      return false;
    }
  }
}
