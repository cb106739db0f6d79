package sightline.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.KafkaClientSupplier;
import sightline.inference.health.BrokerPing;
import sightline.inference.health.Probe;
import sightline.inference.health.Pulse;
import sightline.inference.health.StateFolder;
import sightline.inference.stage.Freshness;

/**
 * How the workers do: whether they are alive, and every reason why they are not ready.
 *
 * <p>Threading: any thread. Ownership: closes its probes and their client.
 */
final class Vitals implements AutoCloseable {

  private final RestartingStreams streams;
  private final Freshness freshness;
  private final Duration freshWithin;
  private final BrokerPing ping;
  private final Supplier<String> models;
  private final Probe broker;
  private final Probe folder;
  private final Probe pulse;

  Vitals(
      InferenceConfig config,
      RestartingStreams streams,
      Freshness freshness,
      KafkaClientSupplier clients,
      Supplier<String> models) {
    this.models = models;
    this.streams = streams;
    this.freshness = freshness;
    this.freshWithin = config.freshWithin();
    this.ping =
        new BrokerPing(
            clients.getAdmin(pingSettings(config)),
            config.bootstrapServers(),
            config.probeTimeout());
    this.broker = Probe.start("the broker", config.probeEvery(), config.probeTimeout(), ping);
    this.folder =
        Probe.start(
            "the state folder",
            config.probeEvery(),
            config.probeTimeout(),
            StateFolder.of(config.stateFolder(), config.minFreeBytes()));
    this.pulse =
        Probe.start(
            "the poll loop",
            config.probeEvery(),
            config.probeTimeout(),
            new Pulse(streams::polls, config.liveWithin()));
  }

  private static Map<String, Object> pingSettings(InferenceConfig config) {
    int millis = Math.toIntExact(config.probeTimeout().toMillis());
    return Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        config.bootstrapServers(),
        CommonClientConfigs.CLIENT_ID_CONFIG,
        config.applicationId() + "-ping",
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
        millis,
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        millis);
  }

  /** Why the process should be replaced; empty when it makes progress. */
  String whyNotLive() {
    return streams.hasEnded() ? streams.whyNotRunning() : pulse.problem();
  }

  /** Every reason why no frame can be handled now; empty when there is none. */
  String whyNotReady() {
    List<String> reasons = new ArrayList<>();
    reasons.add(streams.whyNotRunning());
    reasons.add(models.get());
    reasons.add(whyStale());
    reasons.add(broker.problem());
    reasons.add(folder.problem());
    reasons.add(pulse.problem());
    reasons.removeIf(String::isEmpty);
    return String.join("; ", reasons);
  }

  private String whyStale() {
    Duration stalled = freshness.stalledFor();
    return stalled.compareTo(freshWithin) > 0
        ? "frames have waited %d s for a result, expected at most %d s"
            .formatted(stalled.toSeconds(), freshWithin.toSeconds())
        : "";
  }

  @Override
  public void close() {
    pulse.close();
    folder.close();
    broker.close();
    ping.close();
  }
}
