package sightline.inference;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import sightline.events.Topics;

/** How Kafka Streams is to run, with the reason for everything that is not its default. */
final class StreamsSettings {

  private StreamsSettings() {}

  /** Settings of {@code worker}, with whose name all clients begin; empty: names of their own. */
  static Properties of(InferenceConfig config, String worker) {
    var settings = new Properties();
    if (!worker.isEmpty()) {
      settings.put(StreamsConfig.CLIENT_ID_CONFIG, worker);
    }
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, config.guarantee());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.streamThreads());
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
    if (!config.stateFolder().isEmpty()) {
      settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateFolder());
    }
    settings.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class);
    settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
    forDeadWorkers(settings, config);
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
        Math.toIntExact(config.resultLinger().toMillis()));
    forShortDelays(settings);
    forLargeRecords(settings);
    return settings;
  }

  /** What a worker that died held is free after these. */
  private static void forDeadWorkers(Properties settings, InferenceConfig config) {
    settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, config.groupProtocol());
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        Math.toIntExact(config.transactionTimeout().toMillis()));
    if (config.groupProtocol().equals("classic")) { // else the broker's settings hold
      int session = Math.toIntExact(config.sessionTimeout().toMillis());
      settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
      settings.put(
          StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), session / 3);
    }
  }

  private static void forShortDelays(Properties settings) {
    settings.put(StreamsConfig.POLL_MS_CONFIG, 10); // the default of 100 delays finished results
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), 1);
    // Markers are read committed whatever the guarantee.
    settings.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    // A first start begins with the oldest frame kept; what is too old by then is late, and
    // counted.
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
  }

  /** Pictures are large: hold few of them, and let the largest through. */
  private static void forLargeRecords(Properties settings) {
    settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 16);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 64);
    settings.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 2 << 20);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), 16 << 20);
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        Topics.SEGMENTATIONS.maxRecordBytes());
  }
}
