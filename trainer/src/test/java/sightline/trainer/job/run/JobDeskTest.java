package sightline.trainer.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.JobState;
import sightline.trainer.job.Progress;
import sightline.trainer.metrics.TrainerMetrics;
import sightline.trainer.recipe.FamilyRules;
import sightline.trainer.recipe.Recipe;

/** Jobs whose processes are real and learn nothing. */
class JobDeskTest {

  private static final long ORDERED = 1_000;
  private static final Groundwork SCENES =
      new Groundwork() {
        @Override
        public FamilyRules rules() {
          return FamilyRules.NONE;
        }

        @Override
        public void shoot(Recipe recipe, Path folder) throws IOException, InterruptedException {
          if (recipe.data().scene().equals("endless")) {
            new CountDownLatch(1).await();
          }
          if (recipe.data().scene().equals("none")) {
            throw new IllegalArgumentException("none is not a scene");
          }
          Files.createDirectories(folder);
        }
      };

  @TempDir Path folder;

  private final HeardPost post = new HeardPost();
  private JobDesk desk;

  @AfterEach
  void close() {
    if (desk != null) {
      desk.close();
    }
  }

  @Test
  void shouldRunAJobAndTellHowFarItIs() throws Exception {
    open(Duration.ofSeconds(20));

    submit(1, "keep");

    Progress end = post.await(1, JobState.KEPT);
    assertThat(end.recipe()).isEqualTo("people");
    assertThat(end.task()).isEqualTo("detect");
    assertThat(end.metrics()).containsEntry("ap50", .5);
    assertThat(post.states(1))
        .containsExactly(JobState.QUEUED, JobState.STARTING, JobState.TRAINING, JobState.KEPT);
    desk.close();
    assertThat(post.lines()).contains("step 1", "step 6");
    assertThat(post.samples()).last().extracting(Post.Sample::epoch).isEqualTo(6);
    assertThat(post.recipes()).singleElement().asString().contains("epochs: 3");
  }

  @Test
  void shouldGoOnFromTheCheckpointWhenTheProcessDied() throws Exception {
    open(Duration.ofSeconds(20));

    submit(1, "die-once");

    Progress again = post.await(p -> p.detail().contains("retry 1 of 1"));
    assertThat(again.detail()).startsWith("its process died with signal 9");
    post.await(1, JobState.KEPT);
    assertThat(Files.readString(job(1).logFile()).lines())
        .containsExactly("step 1", "step 2", "step 3", "step 4", "step 5", "step 6");
  }

  @Test
  void shouldGiveUpWhenTheProcessDiesOverAndOver() throws Exception {
    open(Duration.ofSeconds(20));
    submit(1, "wait");
    post.await(p -> p.place().step() == 6);

    kill(1);
    post.await(p -> p.detail().contains("retry 1 of 1"));
    post.await(p -> p.detail().contains("retry 1 of 1"));
    awaitOtherProcess(1);
    kill(1);

    assertThat(post.await(1, JobState.FAILED).detail())
        .contains("signal 9", "maxRetries, 1, are used up");
  }

  @Test
  void shouldSayTheLastWordsOfAProcessThatFailed() throws Exception {
    open(Duration.ofSeconds(20));

    submit(1, "fail");
    submit(2, "mute");

    assertThat(post.await(1, JobState.FAILED).detail())
        .isEqualTo("its process ended with 1, last words: nothing can be learned from nothing");
    assertThat(post.await(2, JobState.FAILED).detail())
        .isEqualTo("its process ended and did not say how it went");
  }

  @Test
  void shouldStopAJobThatRunsAndOneThatWaits() throws Exception {
    open(Duration.ofSeconds(20));
    submit(1, "wait");
    submit(2, "keep");
    post.await(p -> p.place().step() == 6);

    desk.stop(2);
    desk.stop(1);

    assertThat(post.await(1, JobState.STOPPED).detail()).isEqualTo("as asked");
    assertThat(post.await(2, JobState.STOPPED).detail()).isEqualTo("stopped before it ran");
  }

  @Test
  void shouldEndAProcessThatDoesNotStop() throws Exception {
    open(Duration.ofMillis(300));
    submit(1, "deaf");
    post.await(p -> p.place().step() == 6);

    desk.stop(1);

    assertThat(post.await(1, JobState.STOPPED).detail()).contains("did not stop within stopGrace");
  }

  @Test
  void shouldRefuseAJobWhenTooManyWait() throws Exception {
    open(Duration.ofSeconds(20));
    submit(1, "wait");
    post.await(p -> p.place().step() == 6);

    submit(2, "keep");
    submit(3, "keep");
    submit(4, "keep");

    assertThat(post.await(4, JobState.FAILED).detail())
        .isEqualTo("2 jobs wait already (maxQueued)");
  }

  @Test
  void shouldRefuseARecipeInOneSentence() throws Exception {
    open(Duration.ofSeconds(20));

    desk.submit(1, ORDERED, "schedule: {epochs: 0}", "", List.of());

    assertThat(post.await(1, JobState.FAILED).detail())
        .isEqualTo("recipe.schedule.epochs is 0, expected 1 to 100000");
  }

  @Test
  void shouldGoOnWhereItWasWhenTheServiceComesBack() throws Exception {
    open(Duration.ofSeconds(20));
    submit(1, "wait");
    submit(2, "keep");
    post.await(p -> p.place().step() == 6);

    desk.close();
    assertThat(post.states(1)).doesNotContain(JobState.STOPPED);
    open(Duration.ofSeconds(20));
    submit(1, "wait"); // the log is read from its beginning
    submit(2, "keep");
    post.await(p -> p.job() == 1 && p.detail().equals("goes on from its checkpoint"));
    desk.stop(1);

    post.await(1, JobState.STOPPED);
    post.await(2, JobState.KEPT);
    submit(2, "keep");
    assertThat(post.recipes()).hasSize(2);
  }

  @Test
  void shouldEndAProcessThatOutlivedTheService() throws Exception {
    var settings = settings(Duration.ofSeconds(20));
    JobFolder orphaned = JobFolder.create(folder.resolve("1"), recipe(), order(1, "wait"));
    JobProcess orphan = JobProcess.start(settings.process(), orphaned, false);

    open(Duration.ofSeconds(20));

    assertThat(orphan.waitFor(Duration.ofSeconds(20))).isTrue();
    assertThat(orphan.exit()).isEqualTo(137);
    post.await(p -> p.place().step() == 6);
  }

  @Test
  void shouldMakeTheScenesPicturesBeforeTheProcessStarts() throws Exception {
    open(Duration.ofSeconds(20));

    desk.submit(1, ORDERED, "name: people", "", List.of("data.scene=street"));
    desk.submit(2, ORDERED, "name: people", "", List.of("data.scene=none"));

    post.await(1, JobState.KEPT);
    assertThat(post.states(1)).startsWith(JobState.QUEUED, JobState.STARTING);
    assertThat(job(1).order().data()).isEqualTo(folder.resolve("1/data").toString());
    assertThat(post.await(2, JobState.FAILED).detail())
        .isEqualTo("the scene's pictures cannot be made: none is not a scene");
  }

  @Test
  void shouldStopWhileItMakesPictures() throws Exception {
    open(Duration.ofSeconds(20));
    desk.submit(1, ORDERED, "name: people", "", List.of("data.scene=endless"));
    post.await(p -> p.detail().equals("Makes pictures of endless."));

    desk.stop(1);

    assertThat(post.await(1, JobState.STOPPED).detail()).isEqualTo("stopped before it ran");
  }

  @Test
  void shouldRefuseAnOrderWithoutData() throws Exception {
    open(Duration.ofSeconds(20));

    desk.submit(1, ORDERED, "name: people", "", List.of());

    assertThat(post.await(1, JobState.FAILED).detail()).startsWith("the order names no data");
  }

  @Test
  void shouldTakeAnotherLogForAnother() throws Exception {
    open(Duration.ofSeconds(20));
    submit(1, "keep");
    post.await(1, JobState.KEPT);

    desk.submit(1, ORDERED + 1, "name: other", "keep", List.of());

    post.await(p -> p.recipe().equals("other") && p.state() == JobState.KEPT);
    assertThat(folder.resolve("1-" + ORDERED)).isDirectory();
  }

  private void open(Duration stopGrace) throws IOException {
    desk = JobDesk.open(settings(stopGrace), SCENES, post, new TrainerMetrics());
  }

  private void submit(long number, String what) {
    desk.submit(number, ORDERED, "name: people", what, List.of("schedule.epochs=3"));
  }

  private JobFolder job(long number) {
    return new JobFolder(folder.resolve(Long.toString(number)));
  }

  private static sightline.trainer.recipe.Recipe recipe() {
    return sightline.trainer.recipe.Recipes.read("name: people");
  }

  private static sightline.trainer.job.JobOrder order(long number, String what) {
    return new sightline.trainer.job.JobOrder(number, what, "", List.of(), List.of(), ORDERED);
  }

  private String process(long number) throws IOException {
    return Files.readString(job(number).path().resolve("process"));
  }

  private void kill(long number) throws IOException {
    killed = process(number);
    ProcessHandle.of(Long.parseLong(killed.split(" ")[0])).orElseThrow().destroyForcibly();
  }

  private String killed = "";

  /** The next process has said something, so it is there. */
  private void awaitOtherProcess(long number) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    Path file = job(number).path().resolve("process");
    while (!Files.exists(file) || Files.readString(file).equals(killed)) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private JobSettings settings(Duration stopGrace) {
    List<String> words =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            FakeTrain.class.getName());
    return new JobSettings(
        folder,
        "",
        List.of(),
        List.of(),
        new JobSettings.Command(
            words, Map.of("CLASSPATH", System.getProperty("java.class.path")), 10_000),
        new JobSettings.Limits(
            1, 2, 1, Duration.ZERO, stopGrace, Duration.ofMinutes(5), 4L << 30, 100, 10));
  }
}
