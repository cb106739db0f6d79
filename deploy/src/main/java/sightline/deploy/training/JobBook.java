package sightline.deploy.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import sightline.deploy.broker.BrokerFailed;
import sightline.deploy.rejections.ReadLimits;
import sightline.deploy.rejections.RecordLog;
import sightline.events.Topics;
import sightline.trainer.job.ProgressJson;
import sightline.trainer.job.topic.JobRecord;
import sightline.trainer.job.topic.TrainingHeaders;

/**
 * The jobs that the log knows, at most {@value #MOST_JOBS}; older ones are left out.
 *
 * <p>Threading: one thread.
 */
final class JobBook {

  static final int MOST_JOBS = 10_000;

  private final TreeMap<Long, KnownJob> jobs = new TreeMap<>();

  private JobBook() {}

  /** Reads all that stands in the log now. */
  static JobBook read(RecordLog log, ReadLimits limits) throws BrokerFailed {
    var book = new JobBook();
    log.read(Topics.TRAINING_JOBS, Instant.EPOCH, limits, book::order);
    log.read(Topics.TRAINING_PROGRESS, Instant.EPOCH, limits, book::progress);
    return book;
  }

  /** The newest first. */
  List<KnownJob> newest() {
    return jobs.values().stream()
        .sorted(Comparator.comparingLong(KnownJob::number).reversed())
        .toList();
  }

  Optional<KnownJob> job(long number) {
    return Optional.ofNullable(jobs.get(number));
  }

  private void order(ConsumerRecord<String, byte[]> message) {
    try {
      JobRecord order = JobRecord.read(message.value());
      if (order instanceof JobRecord.Submit submit) {
        known(message.offset() + 1).ordered(submit.by(), Instant.ofEpochMilli(message.timestamp()));
      }
    } catch (IllegalArgumentException e) {
      known(message.offset() + 1).ordered("", Instant.ofEpochMilli(message.timestamp()));
    }
  }

  void progress(ConsumerRecord<String, byte[]> message) {
    if (message.key() == null || !message.key().matches("\\d{1,18}") || message.value() == null) {
      return;
    }
    KnownJob job = known(Long.parseLong(message.key()));
    String text = new String(message.value(), UTF_8);
    switch (TrainingHeaders.type(message.headers())) {
      case TrainingHeaders.PROGRESS_TYPE -> told(job, text);
      case TrainingHeaders.LOG_TYPE -> job.wrote(text);
      case TrainingHeaders.RECIPE_TYPE -> job.hasRecipe(text);
      default -> {} // a picture, or what a newer service tells
    }
  }

  private static void told(KnownJob job, String text) {
    try {
      job.told(ProgressJson.read(text));
    } catch (IllegalArgumentException e) {
      job.wrote("a record of progress cannot be read: " + e.getMessage());
    }
  }

  private KnownJob known(long number) {
    KnownJob job = jobs.computeIfAbsent(number, KnownJob::new);
    if (jobs.size() > MOST_JOBS) {
      jobs.pollFirstEntry();
    }
    return job;
  }
}
