package sightline.deploy.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import sightline.events.Topic;
import sightline.events.Topics;

/** How the embedded Kafka is set up: one node, small buffers, fast first start. */
final class BrokerSettings {

  static final int NODE = 1;
  static final String CONTROLLER = "CONTROLLER";
  private static final String CLIENT = "PLAINTEXT";

  /** Partitions of Kafka's own topics; each costs time at the first start. */
  private static final String INTERNAL_PARTITIONS = "4";

  private static final String LOOPBACK = "127.0.0.1";

  /** The work of a worker that died stands in the way of its successor until this finds it. */
  private static final String ABORT_SOON = "1000";

  /**
   * After a crash, though, nothing may be aborted before the broker is in service again: while its
   * partitions have no leader, Kafka takes them for deleted, writes no marker, and readers of what
   * is committed wait for the end of that transaction for ever.
   */
  private static final String ABORT_LATER = "15000";

  private BrokerSettings() {}

  static Properties of(BrokerConfig config, BrokerPorts ports, Path folder) {
    var settings = new Properties();
    putListeners(settings, config, ports);
    putOneNode(settings);
    putLog(settings, folder);
    putSmall(settings);
    settings.put(
        "transaction.abort.timed.out.transaction.cleanup.interval.ms",
        Files.exists(folder.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))
            ? ABORT_LATER
            : ABORT_SOON);
    return settings;
  }

  private static void putListeners(Properties settings, BrokerConfig config, BrokerPorts ports) {
    String controller = LOOPBACK + ":" + ports.controller();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put("controller.quorum.voters", NODE + "@" + controller);
    settings.put("controller.listener.names", CONTROLLER);
    settings.put(
        "listeners",
        CLIENT
            + "://"
            + config.listen()
            + ":"
            + ports.client()
            + ","
            + CONTROLLER
            + "://"
            + controller);
    settings.put(
        "advertised.listeners", CLIENT + "://" + config.reachableAs() + ":" + ports.client());
    settings.put(
        "listener.security.protocol.map", CLIENT + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    settings.put("inter.broker.listener.name", CLIENT);
  }

  private static void putOneNode(Properties settings) {
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", INTERNAL_PARTITIONS);
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", INTERNAL_PARTITIONS);
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", INTERNAL_PARTITIONS);
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "1000");
    settings.put("group.streams.min.session.timeout.ms", "1000");
    settings.put("group.streams.session.timeout.ms", "6000");
    settings.put("group.streams.heartbeat.interval.ms", "2000");
    settings.put("group.streams.min.heartbeat.interval.ms", "300");
    settings.put("auto.create.topics.enable", "false");
  }

  private static void putLog(Properties settings, Path folder) {
    int largest = Topics.all().stream().mapToInt(Topic::maxRecordBytes).max().orElseThrow();
    settings.put("log.dirs", folder.toString());
    settings.put("metadata.log.dir", folder.toString());
    settings.put("message.max.bytes", Integer.toString(largest));
    settings.put("replica.fetch.max.bytes", Integer.toString(largest));
    settings.put("log.retention.check.interval.ms", "10000");
    settings.put("log.segment.delete.delay.ms", "1000");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    settings.put("log.cleaner.threads", "1");
  }

  private static void putSmall(Properties settings) {
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    settings.put("num.recovery.threads.per.data.dir", "2");
    settings.put("metric.reporters", "");
    // After a crash the next start waits until the session of the dead one is over.
    settings.put("broker.session.timeout.ms", "4000");
    settings.put("broker.heartbeat.interval.ms", "1000");
  }
}
