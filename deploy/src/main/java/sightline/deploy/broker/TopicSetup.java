package sightline.deploy.broker;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import sightline.events.Topic;

/**
 * Makes the topics that are missing and refuses those that are not as they must be: a changed
 * partition count would send a camera to another partition and break its order.
 *
 * <p>Threading: one thread; blocks until the broker has answered.
 */
public final class TopicSetup {

  /** How long the broker may take for one answer, seconds. */
  private static final int ANSWER_SECONDS = 30;

  private static final long ASK_AGAIN_MILLIS = 20;

  private static final short ANY_REPLICATION = -1;

  private final String bootstrapServers;

  public TopicSetup(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Makes sure that each of {@code topics} exists with its partitions and takes its largest record.
   *
   * @throws BrokerFailed when a topic differs, by name, or the broker does not answer
   */
  public void ensure(List<Topic> topics) throws BrokerFailed {
    try (Admin admin = connect()) {
      Set<String> present = answer(admin.listTopics().names());
      create(admin, topics.stream().filter(topic -> !present.contains(topic.name())).toList());
      List<Topic> old = topics.stream().filter(topic -> present.contains(topic.name())).toList();
      if (!old.isEmpty()) {
        verify(admin, old);
      }
    }
  }

  private Admin connect() throws BrokerFailed {
    try {
      return Admin.create(settings());
    } catch (KafkaException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new BrokerFailed(
          "Kafka at %s cannot be asked: %s".formatted(bootstrapServers, reason.getMessage()), e);
    }
  }

  private Map<String, Object> settings() {
    return Map.of(
        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG,
        "",
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        ANSWER_SECONDS * 1_000,
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
        ANSWER_SECONDS * 1_000);
  }

  private void create(Admin admin, List<Topic> missing) throws BrokerFailed {
    List<NewTopic> made =
        missing.stream()
            .map(
                topic ->
                    new NewTopic(topic.name(), topic.partitions(), ANY_REPLICATION)
                        .configs(LogSettings.of(topic)))
            .toList();
    try {
      answer(admin.createTopics(made).all());
      awaitLeaders(admin, missing);
    } catch (BrokerFailed e) {
      if (!(e.getCause() instanceof TopicExistsException)) { // somebody else was quicker
        throw e;
      }
      verify(admin, missing);
    }
  }

  /** Before a partition has its leader, a producer's first records may be taken out of order. */
  private void awaitLeaders(Admin admin, List<Topic> topics) throws BrokerFailed {
    var partitions = new HashMap<TopicPartition, OffsetSpec>();
    for (Topic topic : topics) {
      for (int i = 0; i < topic.partitions(); i++) {
        partitions.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
      }
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
    while (!partitions.isEmpty() && !areLed(admin, partitions, end)) {
      pause();
    }
  }

  /** The broker that answers may not have heard of a topic that the controller has just made. */
  private boolean areLed(Admin admin, Map<TopicPartition, OffsetSpec> partitions, long end)
      throws BrokerFailed {
    try {
      var ignored = answer(admin.listOffsets(partitions).all());
      return true;
    } catch (BrokerFailed e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException && System.nanoTime() < end) {
        return false;
      }
      throw e;
    }
  }

  private void pause() throws BrokerFailed {
    try {
      TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerFailed("interrupted while waiting for Kafka at " + bootstrapServers, e);
    }
  }

  private void verify(Admin admin, List<Topic> topics) throws BrokerFailed {
    List<String> names = topics.stream().map(Topic::name).toList();
    Map<String, TopicDescription> found = answer(admin.describeTopics(names).allTopicNames());
    Map<String, Integer> limits = recordLimits(admin, names);
    var wrong = new ArrayList<String>();
    for (Topic topic : topics) {
      int partitions = found.get(topic.name()).partitions().size();
      if (partitions != topic.partitions()) {
        wrong.add(
            "topic '%s' has %d partitions, expected %d"
                .formatted(topic.name(), partitions, topic.partitions()));
      }
      if (limits.get(topic.name()) < topic.maxRecordBytes()) {
        wrong.add(
            "topic '%s' takes records of at most %d bytes, expected %d (max.message.bytes)"
                .formatted(topic.name(), limits.get(topic.name()), topic.maxRecordBytes()));
      }
    }
    if (!wrong.isEmpty()) {
      throw new BrokerFailed(wrong.stream().collect(joining("; ")));
    }
  }

  private Map<String, Integer> recordLimits(Admin admin, List<String> names) throws BrokerFailed {
    List<ConfigResource> resources =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    return answer(admin.describeConfigs(resources).all()).entrySet().stream()
        .collect(
            toMap(
                entry -> entry.getKey().name(),
                entry -> Integer.parseInt(entry.getValue().get("max.message.bytes").value())));
  }

  private <T> T answer(org.apache.kafka.common.KafkaFuture<T> future) throws BrokerFailed {
    try {
      return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new BrokerFailed(
          "Kafka at %s refused: %s".formatted(bootstrapServers, e.getCause().getMessage()),
          e.getCause());
    } catch (TimeoutException e) {
      throw new BrokerFailed(
          "Kafka at %s did not answer within %d s".formatted(bootstrapServers, ANSWER_SECONDS), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerFailed("interrupted while waiting for Kafka at " + bootstrapServers, e);
    }
  }
}
