package sightline.deploy.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.properties.PropertiesUtils;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Apache Kafka of one node inside this process: broker and controller, data in one folder
 * that survives restarts.
 *
 * <p>Threading: start and close from one thread; the rest from any.
 *
 * <p>Ownership: deletes its folder on close when the folder was temporary.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

  /** How often another free port is tried when somebody took the one just found. */
  private static final int PORT_ATTEMPTS = 5;

  private final KafkaRaftServer server;
  private final String bootstrapServers;
  private final DataFolder folder;
  private final CompletableFuture<String> fault;

  private EmbeddedBroker(
      KafkaRaftServer server,
      String bootstrapServers,
      DataFolder folder,
      CompletableFuture<String> fault) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
    this.folder = folder;
    this.fault = fault;
  }

  /**
   * Starts on {@code config.port()} and returns once clients can connect.
   *
   * @throws BrokerFailed when the port is taken, or the folder is in use or of another version
   */
  public static EmbeddedBroker start(BrokerConfig config) throws BrokerFailed {
    DataFolder folder = DataFolder.open(config.data());
    try {
      return startIn(folder, config);
    } catch (Throwable e) {
      folder.close();
      throw e;
    }
  }

  private static EmbeddedBroker startIn(DataFolder folder, BrokerConfig config)
      throws BrokerFailed {
    for (int attempt = 1; ; attempt++) {
      BrokerPorts ports = BrokerPorts.choose(config);
      try {
        return startOn(ports, folder, config);
      } catch (BrokerFailed e) {
        boolean taken = BrokerPorts.isTaken(e);
        if (!taken || config.port() != 0 || attempt == PORT_ATTEMPTS) {
          throw taken ? BrokerPorts.taken(config, e) : e;
        }
        LOG.info("port {} was taken meanwhile, trying another", ports.client());
      }
    }
  }

  private static EmbeddedBroker startOn(BrokerPorts ports, DataFolder folder, BrokerConfig config)
      throws BrokerFailed {
    var fault = new CompletableFuture<String>();
    ProcessGuard.watch(fault);
    KafkaRaftServer server = null;
    try {
      var settings = new KafkaConfig(BrokerSettings.of(config, ports, folder.path()), false);
      format(folder.path());
      server = new KafkaRaftServer(settings, Time.SYSTEM);
      server.startup();
      return new EmbeddedBroker(server, config.reachableAs() + ":" + ports.client(), folder, fault);
    } catch (Exception e) { // Kafka's Scala code throws checked exceptions it does not declare
      if (server != null) {
        stop(server);
      }
      ProcessGuard.forget(fault);
      throw new BrokerFailed(
          "the broker did not start in %s: %s".formatted(folder.path(), rootMessage(e)), e);
    }
  }

  /** {@code host:port} for clients. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Where its log lies. */
  Path folder() {
    return folder.path();
  }

  /** Calls {@code told} with one sentence, on Kafka's thread, should the broker give up. */
  public void onFault(Consumer<String> told) {
    fault.thenAccept(told);
  }

  @Override
  public void close() {
    stop(server);
    ProcessGuard.forget(fault);
    folder.close();
  }

  private static void stop(KafkaRaftServer server) {
    try {
      server.shutdown();
      server.awaitShutdown();
    } catch (RuntimeException e) {
      LOG.warn("the broker did not stop cleanly", e);
    }
  }

  /** Formats an empty folder; a folder in use keeps the cluster id it has. */
  private static void format(Path folder) throws Exception {
    new Formatter()
        .setPrintStream(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()))
        .setNodeId(BrokerSettings.NODE)
        .setClusterId(clusterId(folder).orElse(Uuid.randomUuid().toString()))
        .setControllerListenerName(BrokerSettings.CONTROLLER)
        .setMetadataLogDirectory(folder.toString())
        .addDirectory(folder.toString())
        .setIgnoreFormatted(true)
        .run();
  }

  private static Optional<String> clusterId(Path folder) throws IOException {
    Path file = folder.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = PropertiesUtils.readPropertiesFile(file.toString());
    return Optional.ofNullable(properties.getProperty("cluster.id"));
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
