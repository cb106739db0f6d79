package sightline.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.deploy.training.OwnPreparation;
import sightline.deploy.training.TrainerSection;
import sightline.events.Topics;
import sightline.trainer.TrainerConfig;
import sightline.trainer.TrainerService;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.Progress;
import sightline.trainer.job.ProgressJson;
import sightline.trainer.job.topic.JobRecord;
import sightline.trainer.job.topic.TrainingHeaders;

/**
 * A log, and a job service whose jobs really learn.
 *
 * <p>Threading: one thread. Ownership: stops both.
 */
final class JobSite implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration MOMENT = Duration.ofMillis(100);

  private final EmbeddedBroker broker;
  private final TrainerService service;
  private final KafkaConsumer<String, byte[]> told;
  private final List<ConsumerRecord<String, byte[]>> heard = new ArrayList<>();
  private final Path jobs;

  private JobSite(EmbeddedBroker broker, TrainerService service, Path jobs) {
    this.broker = broker;
    this.service = service;
    this.jobs = jobs;
    told =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    var partition = new TopicPartition(Topics.TRAINING_PROGRESS.name(), 0);
    told.assign(List.of(partition));
    told.seekToBeginning(List.of(partition));
  }

  static JobSite start(Path jobs) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.temporary());
    try {
      new TopicSetup(broker.bootstrapServers()).ensure(Topics.all());
      ObjectNode section =
          JsonNodeFactory.instance.objectNode().put("port", 0).put("retryPause", "PT0S");
      var settings =
          TrainerConfig.read(TrainerSection.complete(section, broker.bootstrapServers(), "", jobs));
      return new JobSite(broker, TrainerService.start(settings, new OwnPreparation()), jobs);
    } catch (Exception e) {
      broker.close();
      throw e;
    }
  }

  /** Orders a job; its number. */
  long submit(String recipe, String data, String... overrides) throws Exception {
    return order(new JobRecord.Submit(recipe, data, List.of(overrides), "test"));
  }

  /** Writes an order; its number. */
  long order(JobRecord order) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      var message =
          new ProducerRecord<String, byte[]>(Topics.TRAINING_JOBS.name(), JobRecord.write(order));
      return producer.send(message).get().offset() + 1;
    }
  }

  JobFolder folder(long job) {
    return new JobFolder(jobs.resolve(Long.toString(job)));
  }

  /** The end of {@code job}. */
  Progress end(long job) {
    return await(job, progress -> progress.state().isEnd());
  }

  /** The first that was told of {@code job} and is as wanted. */
  Progress await(long job, Predicate<Progress> wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var found = progress(job).stream().filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      assertThat(System.nanoTime()).as("told: %s", progress(job)).isLessThan(end);
      told.poll(MOMENT).forEach(heard::add);
    }
  }

  /** All that was told so far. */
  List<Progress> progress(long job) {
    return of(job, TrainingHeaders.PROGRESS_TYPE).stream()
        .map(message -> ProgressJson.read(new String(message.value(), UTF_8)))
        .toList();
  }

  /** Records of one type that were heard so far. */
  List<ConsumerRecord<String, byte[]>> of(long job, String type) {
    return heard.stream()
        .filter(message -> message.key().equals(Long.toString(job)))
        .filter(message -> TrainingHeaders.type(message.headers()).equals(type))
        .toList();
  }

  /** Kills the process of {@code job} as kill -9 does. */
  void kill(long job) throws IOException {
    String[] words = Files.readString(folder(job).path().resolve("process")).strip().split(" ");
    assertThat(ProcessHandle.of(Long.parseLong(words[0])).orElseThrow().destroyForcibly()).isTrue();
  }

  /** Steps that were told, in their order. */
  List<Long> steps(long job) {
    List<Progress> all = progress(job);
    return IntStream.range(0, all.size()).mapToObj(i -> all.get(i).place().step()).toList();
  }

  @Override
  public void close() {
    told.close();
    service.close();
    broker.close();
  }
}
