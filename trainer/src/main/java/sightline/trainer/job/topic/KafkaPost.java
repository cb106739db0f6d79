package sightline.trainer.job.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.Topics;
import sightline.trainer.job.Progress;
import sightline.trainer.job.ProgressJson;
import sightline.trainer.job.run.Post;
import sightline.trainer.metrics.TrainerMetrics;

/**
 * Tells topic {@code training-progress}. While the broker is away, records wait in a buffer of
 * {@value #BUFFER_BYTES} bytes; what does not fit is counted and lost.
 *
 * <p>Threading: any thread; a call blocks for {@value #LONGEST_BLOCK_MILLIS} ms at most.
 *
 * <p>Ownership: holds a connection until closed.
 */
public final class KafkaPost implements Post, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaPost.class);
  private static final long BUFFER_BYTES = 8 << 20;
  private static final long LONGEST_BLOCK_MILLIS = 500;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final KafkaProducer<String, byte[]> producer;
  private final TrainerMetrics metrics;

  public KafkaPost(String bootstrapServers, TrainerMetrics metrics) {
    this.metrics = metrics;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                "sightline-trainer-progress",
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                BUFFER_BYTES,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                LONGEST_BLOCK_MILLIS,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG,
                ""),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  @Override
  public void recipe(long job, String yaml) {
    send(job, TrainingHeaders.headers(TrainingHeaders.RECIPE_TYPE), yaml.getBytes(UTF_8));
  }

  @Override
  public void progress(Progress progress) {
    byte[] json = ProgressJson.write(progress).getBytes(UTF_8);
    send(progress.job(), TrainingHeaders.headers(TrainingHeaders.PROGRESS_TYPE), json);
  }

  @Override
  public void log(long job, String line) {
    send(job, TrainingHeaders.headers(TrainingHeaders.LOG_TYPE), line.getBytes(UTF_8));
  }

  @Override
  public void sample(long job, Sample sample) {
    Headers headers = TrainingHeaders.headers(TrainingHeaders.SAMPLE_TYPE);
    headers.add("sample", Integer.toString(sample.number()).getBytes(UTF_8));
    headers.add("epoch", Integer.toString(sample.epoch()).getBytes(UTF_8));
    headers.add("name", sample.name().getBytes(UTF_8));
    send(job, headers, sample.picture().jpeg());
  }

  private void send(long job, Headers headers, byte[] value) {
    var message =
        new ProducerRecord<>(
            Topics.TRAINING_PROGRESS.name(), 0, null, Long.toString(job), value, headers);
    try {
      producer.send(message, (place, e) -> settle(e));
    } catch (KafkaException | IllegalStateException e) {
      settle(e);
    }
  }

  private void settle(Exception e) {
    if (e != null) {
      LOG.debug("a record of progress is lost", e);
      metrics.recordLost();
    }
  }

  @Override
  public void close() {
    producer.close(LAST_WORDS);
  }
}
