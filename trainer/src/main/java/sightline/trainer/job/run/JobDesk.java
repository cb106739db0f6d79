package sightline.trainer.job.run;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.JobOrder;
import sightline.trainer.job.JobState;
import sightline.trainer.job.Progress;
import sightline.trainer.metrics.TrainerMetrics;
import sightline.trainer.metrics.TrainerMetrics.Refusal;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.recipe.Recipes;

/**
 * Takes orders, keeps those that wait in order, and runs so many at a time. What it has to know
 * after a restart stands in the jobs' folders.
 *
 * <p>Threading: any thread; {@code trainer-job-N} run the jobs.
 *
 * <p>Ownership: on close, running jobs are paused and their processes ended.
 */
public final class JobDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JobDesk.class);

  private final JobSettings settings;
  private final Groundwork groundwork;
  private final Post post;
  private final TrainerMetrics metrics;
  private final JobShelf shelf;
  private final Deque<Long> queue = new ArrayDeque<>();
  private final Map<Long, JobRun> running = new HashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private boolean closed;

  private JobDesk(JobSettings settings, Groundwork groundwork, Post post, TrainerMetrics metrics)
      throws IOException {
    this.settings = settings;
    this.groundwork = groundwork;
    this.post = post;
    this.metrics = metrics;
    this.shelf = new JobShelf(settings.folder(), settings.limits().maxKept());
  }

  /** Opens the desk: jobs that had not come to their end wait again, in their order. */
  public static JobDesk open(
      JobSettings settings, Groundwork groundwork, Post post, TrainerMetrics metrics)
      throws IOException {
    var desk = new JobDesk(settings, groundwork, post, metrics);
    desk.queue.addAll(desk.shelf.unfinished());
    metrics.jobsQueued(desk.queue.size());
    for (int i = 1; i <= settings.limits().maxRunning(); i++) {
      var thread = new Thread(desk::work, "trainer-job-" + i);
      thread.setDaemon(true);
      desk.threads.add(thread);
      thread.start();
    }
    return desk;
  }

  /** The log ends with order {@code last}: with fewer than were taken it is another log. */
  public synchronized void logEndsWith(long last) throws IOException {
    if (shelf.taken() > last) {
      LOG.warn("the log has {} orders, {} were taken: it is another one", last, shelf.taken());
      shelf.take(0);
    }
  }

  /**
   * Makes an order a job that waits.
   *
   * @param number of the job
   * @param millis since 1970, when the log took the order
   * @param overrides of the recipe, such as {@code schedule.epochs=3}
   */
  public synchronized void submit(
      long number, long millis, String recipeText, String data, List<String> overrides) {
    try {
      if (shelf.knows(number, millis)) {
        return;
      }
      shelf.take(number);
      if (queue.size() >= settings.limits().maxQueued()) {
        refuse(
            number,
            Refusal.QUEUE_FULL,
            "%d jobs wait already (maxQueued)".formatted(settings.limits().maxQueued()));
        return;
      }
      Recipe recipe = Recipes.checked(Recipes.read(recipeText, overrides), groundwork.rules());
      requireData(recipe, data);
      JobOrder order =
          new JobOrder(
              number, data, settings.registry(), settings.checker(), settings.evaluator(), millis);
      JobFolder folder = JobFolder.create(shelf.folder(number).path(), recipe, order);
      Progress queued = say(folder, recipe, JobState.QUEUED, "");
      post.recipe(number, Recipes.text(recipe));
      post.progress(queued);
      queue.add(number);
      metrics.jobsQueued(queue.size());
      notifyAll();
    } catch (IllegalArgumentException e) {
      refuse(number, Refusal.UNREADABLE, e.getMessage());
    } catch (IOException e) {
      LOG.error("job {} has no folder", number, e);
      refuse(number, Refusal.NO_FOLDER, "its folder cannot be made: " + e.getMessage());
    }
  }

  private static void requireData(Recipe recipe, String data) {
    if (data.isEmpty() && recipe.data().path().isBlank() && recipe.data().scene().isBlank()) {
      throw new IllegalArgumentException(
          "the order names no data, expected a folder, data.path or data.scene of the recipe");
    }
  }

  /** An order that cannot be read. */
  public synchronized void refuse(long number, String sentence) throws IOException {
    if (number > shelf.taken()) {
      shelf.take(number);
      refuse(number, Refusal.UNREADABLE, sentence);
    }
  }

  /** Ends a job; nothing happens when there is none, or when it has ended. */
  public synchronized void stop(long number) throws IOException {
    JobRun run = running.get(number);
    if (run != null) {
      run.stop();
    } else if (queue.remove(number)) {
      metrics.jobsQueued(queue.size());
      JobFolder folder = shelf.folder(number);
      post.progress(say(folder, folder.recipe(), JobState.STOPPED, "stopped before it ran"));
      metrics.jobEnded(JobState.STOPPED);
    } else {
      LOG.debug("job {} is to stop, but does neither wait nor run", number);
    }
  }

  /** Whether every thread that runs jobs is there. */
  public boolean isLive() {
    return threads.stream().allMatch(Thread::isAlive);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      running.values().forEach(JobRun::pause);
      notifyAll();
    }
    for (Thread thread : threads) {
      try {
        thread.join(settings.limits().stopGrace().plusSeconds(5).toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void work() {
    try {
      Optional<JobRun> run = next();
      while (run.isPresent()) {
        Optional<JobState> end = Optional.empty();
        try {
          end = run.get().run();
        } catch (IOException | RuntimeException e) {
          LOG.error("{} could not be run", run.get().folder().path(), e);
          end = fail(run.get().folder(), e);
        }
        end.ifPresent(metrics::jobEnded);
        done(run.get());
        run = next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Optional<JobRun> next() throws InterruptedException {
    while (queue.isEmpty() && !closed) {
      wait();
    }
    if (closed) {
      return Optional.empty();
    }
    long number = queue.remove();
    var run = new JobRun(shelf.folder(number), settings, groundwork, post, metrics);
    running.put(number, run);
    metrics.jobsQueued(queue.size());
    return Optional.of(run);
  }

  private synchronized void done(JobRun run) {
    running.values().remove(run);
    shelf.prune();
  }

  private Optional<JobState> fail(JobFolder folder, Exception e) {
    try {
      post.progress(say(folder, folder.recipe(), JobState.FAILED, "cannot be run: " + e));
    } catch (IOException | RuntimeException again) {
      LOG.error("the end of {} cannot be written down", folder.path(), again);
    }
    return Optional.of(JobState.FAILED);
  }

  private static Progress say(JobFolder folder, Recipe recipe, JobState state, String detail)
      throws IOException {
    Progress progress =
        Progress.of(state)
            .withDetail(detail)
            .ofJob(folder.order().job(), recipe.name(), recipe.task(), Instant.now());
    folder.append(progress);
    return progress;
  }

  private void refuse(long number, Refusal reason, String sentence) {
    metrics.orderRefused(reason);
    Progress failed = Progress.of(JobState.FAILED).withDetail(sentence);
    post.progress(failed.ofJob(number, "", "", Instant.now()));
  }
}
