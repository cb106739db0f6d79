package sightline.registry.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How the log is reached.
 *
 * @param instance of this registry, in the names of its clients
 * @param answerWithin longest wait for one answer of the broker
 * @param transactionTimeout so long may a writer that died hold up those who read committed
 * @param sessionTimeout after which a registry that is silent is not the writer any more
 */
public record LogSettings(
    String bootstrapServers,
    String instance,
    Duration answerWithin,
    Duration transactionTimeout,
    Duration sessionTimeout) {

  /** Of the one writer: who begins with it ends all transactions of the one before. */
  public static final String TRANSACTIONAL_ID = "sightline-registry";

  /** The registry that holds the only partition of {@code model-audit} in it is the writer. */
  public static final String GROUP = "sightline-registry";

  private static final int MAX_FETCH_BYTES = 8 << 20;
  private static final int MAX_BUFFER_BYTES = 16 << 20;

  Map<String, Object> forReading() {
    Map<String, Object> settings = consumer("reader");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    return settings;
  }

  Map<String, Object> forElection() {
    Map<String, Object> settings = consumer("election");
    int session = millis(sessionTimeout);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName()); // a newcomer takes nothing away
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / 6);
    settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, session);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    return settings;
  }

  Map<String, Object> forWriting() {
    Map<String, Object> settings = new HashMap<>();
    int transaction = millis(transactionTimeout);
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "sightline-registry-writer-" + instance);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, transaction);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, transaction);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, transaction / 2);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(answerWithin));
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 << 20);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, MAX_BUFFER_BYTES);
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    return settings;
  }

  Map<String, Object> forAsking() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "sightline-registry-admin-" + instance);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(answerWithin));
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(answerWithin));
    settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    return settings;
  }

  private Map<String, Object> consumer(String role) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(
        ConsumerConfig.CLIENT_ID_CONFIG, "sightline-registry-%s-%s".formatted(role, instance));
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(answerWithin));
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(answerWithin));
    settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    return settings;
  }

  private static int millis(Duration time) {
    return Math.toIntExact(time.toMillis());
  }
}
