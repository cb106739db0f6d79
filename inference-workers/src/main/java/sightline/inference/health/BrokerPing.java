package sightline.inference.health;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/**
 * Whether a broker answers. Kafka's clients retry without a word, so it is asked beside them.
 *
 * <p>Threading: one thread at a time. Ownership: closes the client it is given.
 */
public final class BrokerPing implements Check, AutoCloseable {

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final Admin admin;
  private final String bootstrapServers;
  private final Duration timeout;

  /**
   * @param timeout longest wait for an answer
   */
  public BrokerPing(Admin admin, String bootstrapServers, Duration timeout) {
    this.admin = admin;
    this.bootstrapServers = bootstrapServers;
    this.timeout = timeout;
  }

  @Override
  public String problem() throws InterruptedException {
    int millis = Math.toIntExact(timeout.toMillis());
    try {
      admin
          .describeCluster(new DescribeClusterOptions().timeoutMs(millis))
          .clusterId()
          .get(millis, TimeUnit.MILLISECONDS);
      return "";
    } catch (ExecutionException | TimeoutException e) {
      return "no broker answers at %s within %s".formatted(bootstrapServers, timeout);
    }
  }

  @Override
  public void close() {
    admin.close(CLOSE_WITHIN);
  }
}
