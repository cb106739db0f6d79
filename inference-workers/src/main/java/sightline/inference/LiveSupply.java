package sightline.inference;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import sightline.events.Topics;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.EngineRefused;
import sightline.inference.engine.OnnxEngine;
import sightline.inference.live.LiveModels;
import sightline.inference.live.LiveSlots;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.slot.Slot;
import sightline.inference.slot.Slots;
import sightline.inference.stage.DetectLanes;
import sightline.inference.stage.LaneSettings;

/**
 * Slots and models as the registry tells them, which come and go.
 *
 * <p>Threading: as {@link ModelSupply}; the streams are started from {@code inference-start}.
 *
 * <p>Ownership: owns the models and their clients.
 */
final class LiveSupply implements ModelSupply {

  private static final int BUFFER_BYTES = 2 << 20;

  private final InferenceConfig config;
  private final KafkaClientSupplier clients;
  private final String worker;
  private final LiveSlots slots;
  private final EngineOptions options;
  private final LaneSettings lanes;
  private LiveModels models;
  private Thread starter;
  private RestartingStreams streams;

  /**
   * Nothing is read yet.
   *
   * @throws EngineRefused when the provider that is asked for is absent
   */
  LiveSupply(InferenceConfig config, KafkaClientSupplier clients) throws EngineRefused {
    this.config = config;
    this.clients = clients;
    this.worker =
        config.worker().isEmpty()
            ? "worker-" + UUID.randomUUID().toString().substring(0, 8)
            : config.worker();
    this.slots = new LiveSlots(config.maxSlots());
    this.options = new EngineOptions(config.provider(), config.device(), config.intraOpThreads());
    boolean onCpu = OnnxEngine.provider(options).equals("cpu");
    this.lanes = LaneChoice.of(config, onCpu, Integer.MAX_VALUE);
  }

  @Override
  public List<Slot> atStart() {
    return List.of();
  }

  @Override
  public Slots slots() {
    return slots;
  }

  @Override
  public LaneSettings lanes() {
    return lanes;
  }

  @Override
  public KafkaClientSupplier before(KafkaClientSupplier theirs) {
    return new GatedClients(theirs, slots);
  }

  @Override
  public String worker() {
    return worker;
  }

  @Override
  public void start(DetectLanes detect, RestartingStreams run, InferenceMetrics metrics)
      throws IOException {
    streams = run;
    metrics.watchHeld(() -> slots.held().size());
    models =
        new LiveModels(
            slots,
            settings(),
            new LiveModels.Clients(
                clients.getConsumer(modelsSettings()), clients.getProducer(statusSettings())),
            this::trouble,
            new LiveModels.Opening(options, detect, metrics));
    models.start();
    starter = new Thread(this::startWhenReady, "inference-start");
    starter.start();
  }

  private String trouble() {
    String why = slots.whyNotReady();
    return why.isEmpty() ? streams.whyNotRunning() : why;
  }

  private void startWhenReady() {
    try {
      models.awaitReady();
      streams.startSoon();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private LiveModels.Settings settings() {
    List<URI> registries =
        Arrays.stream(config.registry().split(",")).map(String::strip).map(URI::create).toList();
    return new LiveModels.Settings(
        worker,
        registries,
        config.modelFolder(),
        config.modelFolderBytes(),
        config.registryPatience(),
        config.statusEvery());
  }

  private Map<String, Object> modelsSettings() {
    var settings = new HashMap<String, Object>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, worker + "-models");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return settings;
  }

  private Map<String, Object> statusSettings() {
    int millis = Math.toIntExact(config.probeTimeout().toMillis());
    var settings = new HashMap<String, Object>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, worker + "-status");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.WORKER_STATUS.maxRecordBytes());
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return settings;
  }

  @Override
  public String whyNotReady() {
    return slots.whyNotReady();
  }

  @Override
  public void close() {
    if (starter != null) {
      starter.interrupt();
    }
    if (models != null) {
      models.close();
    }
  }

  /** They went with {@link #close}. */
  @Override
  public void closeModels() {}
}
