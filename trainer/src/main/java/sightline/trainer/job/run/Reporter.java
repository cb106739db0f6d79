package sightline.trainer.job.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.Picture;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.JobState;
import sightline.trainer.job.Progress;
import sightline.trainer.job.ProgressJson;
import sightline.trainer.metrics.TrainerMetrics;
import sightline.trainer.recipe.Recipe;

/**
 * Tells what a job's process writes into its folder: changes of state and measurements at once,
 * steps twice a second at most.
 *
 * <p>Threading: one thread.
 */
final class Reporter {

  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
  private static final Duration BETWEEN_STEPS = Duration.ofMillis(500);
  private static final int MAX_SAMPLE_BYTES = 512 << 10;
  private static final int MAX_NAME = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final long job;
  private final Recipe recipe;
  private final JobFolder folder;
  private final Post post;
  private final TrainerMetrics metrics;
  private final int maxLogLinesPerSecond;
  private final NewLines progress;
  private final NewLines log;
  private final Map<Path, Long> samples = new HashMap<>();
  private final Instant startedAt;
  private Optional<Progress> last = Optional.empty();
  private Optional<Progress> untold = Optional.empty();
  private Progress told = Progress.of(JobState.QUEUED);
  private long toldNanos = System.nanoTime() - BETWEEN_STEPS.toNanos();
  private long logSecond;
  private int logLines;
  private boolean pausing;

  /** Tells what comes from now on. */
  Reporter(JobFolder folder, Post post, TrainerMetrics metrics, JobSettings.Limits limits)
      throws IOException {
    this.job = folder.order().job();
    this.recipe = folder.recipe();
    this.folder = folder;
    this.post = post;
    this.metrics = metrics;
    this.maxLogLinesPerSecond = limits.maxLogLinesPerSecond();
    this.progress = NewLines.after(folder.progressFile());
    this.log = NewLines.after(folder.logFile());
    this.startedAt = Instant.now();
  }

  /** What the process said last since this began. */
  Optional<Progress> last() {
    return last;
  }

  /** From now on a stop is a pause, of which nothing is told. */
  void pausing() {
    pausing = true;
  }

  /** Writes down and tells what the process did not say itself. */
  void say(JobState state, String detail) throws IOException {
    Progress place = last.orElse(told);
    Progress said =
        Progress.of(state).withPlace(place.place()).withBest(place.best()).withDetail(detail);
    folder.append(said.ofJob(job, recipe.name(), recipe.task(), Instant.now()));
    look();
  }

  /** Tells what is new. */
  void look() throws IOException {
    for (String line : progress.next()) {
      hear(line);
    }
    boolean due = System.nanoTime() - toldNanos >= BETWEEN_STEPS.toNanos();
    if (untold.isPresent() && due) {
      tell(untold.get());
    }
    log.next().forEach(this::tellLine);
    lookAtSamples();
  }

  private void hear(String line) {
    if (line.isBlank()) {
      return;
    }
    try {
      Progress heard =
          ProgressJson.read(line)
              .ofJob(job, recipe.name(), recipe.task(), Instant.now())
              .startedAt(startedAt);
      last = Optional.of(heard);
      boolean news =
          heard.state() != told.state()
              || !heard.metrics().isEmpty()
              || !heard.gate().isEmpty()
              || !heard.detail().isEmpty();
      if (news) {
        untold.filter(steps -> steps.state() != heard.state()).ifPresent(this::tell);
        tell(heard);
      } else {
        untold = last;
      }
    } catch (IllegalArgumentException e) {
      LOG.warn("job {}: {}", job, e.getMessage());
    }
  }

  private void tell(Progress news) {
    untold = Optional.empty();
    told = news;
    toldNanos = System.nanoTime();
    if (Double.isFinite(news.pace().imagesPerSecond())) {
      metrics.learns(news.pace().imagesPerSecond());
    }
    if (!(pausing && news.state() == JobState.STOPPED)) {
      post.progress(news);
    }
  }

  private void tellLine(String line) {
    long second = System.nanoTime() / Duration.ofSeconds(1).toNanos();
    if (second != logSecond) {
      logSecond = second;
      logLines = 0;
    }
    if (logLines++ < maxLogLinesPerSecond) {
      post.log(job, line);
    } else {
      metrics.logLinesSkipped(1);
    }
  }

  private void lookAtSamples() throws IOException {
    for (int number = 0; number < JobFolder.SAMPLES; number++) {
      Path about = folder.samples().resolve(number + ".json");
      if (Files.exists(about)) {
        long changed = Files.getLastModifiedTime(about).toMillis();
        if (!Long.valueOf(changed).equals(samples.put(about, changed))) {
          tellSample(number, about);
        }
      }
    }
  }

  private void tellSample(int number, Path about) throws IOException {
    Path picture = folder.samples().resolve(number + ".jpg");
    if (!Files.exists(picture) || Files.size(picture) > MAX_SAMPLE_BYTES) {
      LOG.warn(
          "job {}: sample {} has no picture of {} bytes or less", job, number, MAX_SAMPLE_BYTES);
      return;
    }
    JsonNode words = JSON.readTree(Files.readAllBytes(about));
    String name = words.path("name").asText("");
    String cut = name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
    Picture jpeg = Picture.ofJpeg(Files.readAllBytes(picture));
    post.sample(job, new Post.Sample(number, words.path("epoch").asInt(), cut, jpeg));
  }
}
