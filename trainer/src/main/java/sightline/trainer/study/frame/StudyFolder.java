package sightline.trainer.study.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.JobOrder;

/**
 * The folder of a study: {@code study.json}, {@code report.html}, {@code report.json}, and a folder
 * in {@code runs} for each run, which holds what a job's folder holds and {@code result.json} once
 * the run is over.
 *
 * <p>Threading: one process writes results; files are replaced whole.
 */
public record StudyFolder(Path path) {

  private static final String RESULT = "result.json";
  private static final JobOrder NOBODY = new JobOrder(0, "", "", List.of(), List.of(), 0);

  public StudyFolder {
    path = path.toAbsolutePath().normalize();
  }

  /**
   * Makes the folder, or goes on with it.
   *
   * @throws IllegalArgumentException when it holds another study
   */
  public static StudyFolder open(Path path, StudyOrder order) throws IOException {
    var folder = new StudyFolder(path);
    Files.createDirectories(folder.runs());
    if (Files.exists(folder.orderFile()) && !folder.order().equals(order)) {
      throw new IllegalArgumentException(
          "%s holds another study: %s; name another folder with --out"
              .formatted(path, folder.order().json()));
    }
    JobFolder.replace(folder.orderFile(), order.json().getBytes(UTF_8));
    return folder;
  }

  public StudyOrder order() throws IOException {
    return StudyOrder.read(Files.readString(orderFile()));
  }

  /** The folder of {@code run}, made when it is not there. */
  public JobFolder begin(PlannedRun run) throws IOException {
    JobFolder folder = of(run.name());
    return folder.isWhole() ? folder : JobFolder.create(folder.path(), run.recipe(), NOBODY);
  }

  public JobFolder of(String run) {
    return new JobFolder(runs().resolve(run));
  }

  /** What came of a run; empty while it is not over. */
  public Optional<RunResult> result(String run) throws IOException {
    Path file = of(run).path().resolve(RESULT);
    return Files.exists(file)
        ? Optional.of(RunResult.read(Files.readString(file)))
        : Optional.empty();
  }

  public void keep(RunResult result) throws IOException {
    JobFolder.replace(of(result.name()).path().resolve(RESULT), result.json().getBytes(UTF_8));
  }

  /** The study as a job, whose process can be started, asked to stop, and found again. */
  public JobFolder job() {
    return new JobFolder(path);
  }

  public Path page() {
    return path.resolve("report.html");
  }

  public Path json() {
    return path.resolve("report.json");
  }

  private Path runs() {
    return path.resolve("runs");
  }

  private Path orderFile() {
    return path.resolve("study.json");
  }
}
