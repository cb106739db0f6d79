package sightline.trainer.job.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.JobState;
import sightline.trainer.metrics.TrainerMetrics;
import sightline.trainer.metrics.TrainerMetrics.Kill;
import sightline.trainer.recipe.Recipe;

/**
 * One job from its start to its end: starts its process, again when that dies, tells how far it is,
 * and ends it when it takes too much or is to stop.
 *
 * <p>Threading: {@link #run} by one thread; {@link #stop} and {@link #pause} from any.
 *
 * <p>Ownership: its process.
 */
final class JobRun {

  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final String PAUSED = "paused";
  private static final String RETRIES = "retries";

  private final JobFolder folder;
  private final JobSettings settings;
  private final Groundwork groundwork;
  private final Post post;
  private final TrainerMetrics metrics;
  private final CountDownLatch stopWish = new CountDownLatch(1);
  private volatile long stopNanos; // 0 while nobody asked
  private volatile boolean pausing;
  private Thread shooting; // guarded by this; null while nobody does

  JobRun(
      JobFolder folder,
      JobSettings settings,
      Groundwork groundwork,
      Post post,
      TrainerMetrics metrics) {
    this.folder = folder;
    this.settings = settings;
    this.groundwork = groundwork;
    this.post = post;
    this.metrics = metrics;
  }

  /** How a process ended. */
  private record Ended(int exit, String killedBecause) {}

  JobFolder folder() {
    return folder;
  }

  /** Asks the process to end at its next step; {@code stopGrace} later it is ended. */
  void stop() {
    try {
      folder.askStop();
    } catch (IOException e) {
      LOG.warn("{} cannot be asked to stop, it will be ended: {}", folder, e.toString());
    }
    if (stopNanos == 0) {
      stopNanos = System.nanoTime() | 1;
    }
    stopWish.countDown();
    synchronized (this) {
      if (shooting != null) {
        shooting.interrupt();
      }
    }
  }

  /** The same, but the job goes on when the service is there again. */
  void pause() {
    pausing = true;
    try {
      JobFolder.replace(folder.path().resolve(PAUSED), new byte[0]);
    } catch (IOException e) {
      LOG.warn("{} cannot be paused, only stopped: {}", folder, e.toString());
    }
    stop();
  }

  /** Whether the job in {@code folder} has come to its end. */
  static boolean isOver(JobFolder folder) throws IOException {
    boolean ended = folder.last().map(last -> last.state().isEnd()).orElse(false);
    return ended && !Files.exists(folder.path().resolve(PAUSED));
  }

  /**
   * Runs the job.
   *
   * @return its last state; empty when it was paused
   */
  Optional<JobState> run() throws IOException, InterruptedException {
    if (JobProcess.endOrphan(folder)) {
      metrics.processKilled(Kill.ORPHAN);
    }
    if (Files.deleteIfExists(folder.path().resolve(PAUSED))) {
      folder.clearStop();
    }
    var reporter = new Reporter(folder, post, metrics, settings.limits());
    boolean resume = folder.hasCheckpoint();
    reporter.say(JobState.STARTING, resume ? "goes on from its checkpoint" : "");
    Optional<String> without = data(reporter);
    if (without.isPresent() && !pausing && !folder.stopAsked()) {
      return end(reporter, JobState.FAILED, without.get());
    }
    while (true) {
      if (pausing) {
        return Optional.empty();
      }
      if (folder.stopAsked()) {
        return end(reporter, JobState.STOPPED, "stopped before it ran");
      }
      Ended ended = runOnce(reporter, resume);
      Optional<JobState> verdict = judge(reporter, ended);
      if (verdict.isPresent() || pausing) {
        return pausing ? Optional.empty() : verdict;
      }
      resume = true;
    }
  }

  /** Makes the pictures of a scene, once; the result is why there are none. */
  private Optional<String> data(Reporter reporter) throws IOException {
    Recipe recipe = folder.recipe();
    if (!folder.order().data().isEmpty() || recipe.data().scene().isBlank()) {
      return Optional.empty();
    }
    try {
      if (!Files.isDirectory(folder.data())) {
        begins();
        reporter.say(JobState.STARTING, "Makes pictures of " + recipe.data().scene() + ".");
        groundwork.shoot(recipe, folder.data());
      }
      folder.useData();
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of("the scene's pictures cannot be made: " + e.getMessage());
    } catch (InterruptedException e) {
      return Optional.of("the scene's pictures were not made: it was stopped");
    } finally {
      ends();
    }
  }

  /** From now on a stop interrupts this thread. */
  private synchronized void begins() throws InterruptedException {
    shooting = Thread.currentThread();
    if (stopNanos != 0) {
      throw new InterruptedException();
    }
  }

  private synchronized void ends() {
    shooting = null;
    Thread.interrupted(); // a stop that came too late
  }

  private Ended runOnce(Reporter reporter, boolean resume)
      throws IOException, InterruptedException {
    long from = System.nanoTime();
    metrics.processStarted();
    try (JobProcess process = JobProcess.start(settings.process(), folder, resume)) {
      return attend(process, reporter, from);
    } finally {
      metrics.processEnded(Duration.ofNanos(System.nanoTime() - from));
    }
  }

  private Ended attend(JobProcess process, Reporter reporter, long from)
      throws IOException, InterruptedException {
    while (!process.waitFor(LOOK_EVERY)) {
      if (pausing) {
        reporter.pausing();
      }
      reporter.look();
      Optional<String> because = tooMuch(process, from);
      if (because.isPresent()) {
        return new Ended(0, because.get());
      }
    }
    if (pausing) {
      reporter.pausing();
    }
    reporter.look();
    LOG.info("the process of {} ended with {}", folder.path(), process.exit());
    return new Ended(process.exit(), "");
  }

  private Optional<String> tooMuch(JobProcess process, long from) {
    JobSettings.Limits limits = settings.limits();
    long now = System.nanoTime();
    if (stopNanos != 0 && now - stopNanos > limits.stopGrace().toNanos()) {
      metrics.processKilled(Kill.STOP_GRACE);
      return Optional.of("did not stop within stopGrace, %s".formatted(limits.stopGrace()));
    }
    if (now - from > limits.timeout().toNanos()) {
      metrics.processKilled(Kill.TIMEOUT);
      return Optional.of("did not end within timeout, %s".formatted(limits.timeout()));
    }
    long resident = process.residentBytes();
    metrics.resides(resident);
    if (resident > limits.maxResidentBytes()) {
      metrics.processKilled(Kill.MEMORY);
      return Optional.of(
          "took %d bytes of memory, more than maxResidentBytes, %d"
              .formatted(resident, limits.maxResidentBytes()));
    }
    return Optional.empty();
  }

  /** What became of the job; empty when its process is to be started again. */
  private Optional<JobState> judge(Reporter reporter, Ended ended)
      throws IOException, InterruptedException {
    Optional<JobState> said = reporter.last().map(last -> last.state()).filter(JobState::isEnd);
    if (pausing) {
      return Optional.empty();
    }
    if (!ended.killedBecause().isEmpty()) {
      JobState state = folder.stopAsked() ? JobState.STOPPED : JobState.FAILED;
      return end(reporter, state, "its process was ended: it " + ended.killedBecause());
    }
    if (said.isPresent()) {
      return said;
    }
    if (folder.stopAsked()) {
      return end(reporter, JobState.STOPPED, "stopped");
    }
    return switch (ended.exit()) {
      case 0 -> end(reporter, JobState.FAILED, "its process ended and did not say how it went");
      case 1, 2 -> end(reporter, JobState.FAILED, "its process ended with " + words(ended));
      case 3 -> end(reporter, JobState.STOPPED, "stopped");
      case 4 -> end(reporter, JobState.REFUSED, "the gate refused it");
      default -> again(reporter, ended);
    };
  }

  private Optional<JobState> again(Reporter reporter, Ended ended)
      throws IOException, InterruptedException {
    int most = settings.limits().maxRetries();
    int retries = retries() + 1;
    String how = "its process died with " + words(ended);
    if (retries > most) {
      return end(
          reporter, JobState.FAILED, "%s, and maxRetries, %d, are used up".formatted(how, most));
    }
    JobFolder.replace(folder.path().resolve(RETRIES), Integer.toString(retries).getBytes(UTF_8));
    metrics.jobResumed();
    reporter.say(JobState.STARTING, "%s; goes on, retry %d of %d".formatted(how, retries, most));
    if (stopWish.await(settings.limits().retryPause().toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.debug("{} stops instead", folder.path());
    }
    return Optional.empty();
  }

  private int retries() throws IOException {
    Path file = folder.path().resolve(RETRIES);
    try {
      return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private String words(Ended ended) throws IOException {
    int exit = ended.exit();
    String how = exit > 128 ? "signal %d".formatted(exit - 128) : Integer.toString(exit);
    String last = JobProcess.lastWords(folder);
    return last.isEmpty() ? how : how + ", last words: " + last;
  }

  private Optional<JobState> end(Reporter reporter, JobState state, String detail)
      throws IOException {
    reporter.say(state, detail);
    return Optional.of(state);
  }
}
