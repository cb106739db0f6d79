package sightline.trainer.job.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.trainer.job.JobFolder;

/**
 * The folders of all jobs, and the number up to which orders were taken.
 *
 * <p>Threading: whoever holds the desk.
 */
final class JobShelf {

  private static final Logger LOG = LoggerFactory.getLogger(JobShelf.class);
  private static final String TAKEN = "taken";

  private final Path path;
  private final int maxKept;
  private long taken;

  JobShelf(Path path, int maxKept) throws IOException {
    this.path = path.toAbsolutePath().normalize();
    this.maxKept = maxKept;
    Files.createDirectories(this.path);
    Path file = this.path.resolve(TAKEN);
    this.taken = Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
  }

  long taken() {
    return taken;
  }

  void take(long number) throws IOException {
    taken = number;
    JobFolder.replace(path.resolve(TAKEN), Long.toString(number).getBytes(UTF_8));
  }

  JobFolder folder(long number) {
    return new JobFolder(path.resolve(Long.toString(number)));
  }

  /** Whether that very order was taken; a job of that number from another log goes aside. */
  boolean knows(long number, long millis) throws IOException {
    JobFolder folder = folder(number);
    if (!folder.isWhole()) {
      return number <= taken;
    }
    long before = folder.order().submittedAt();
    if (before == millis) {
      return true;
    }
    Files.move(folder.path(), path.resolve("%d-%d".formatted(number, before)));
    return false;
  }

  List<Long> unfinished() throws IOException {
    var unfinished = new ArrayList<Long>();
    for (long number : numbers()) {
      if (!JobRun.isOver(folder(number))) {
        unfinished.add(number);
      }
    }
    return unfinished;
  }

  /** Deletes the oldest folders of jobs that are over. */
  void prune() {
    try {
      List<Long> over = new ArrayList<>(numbers());
      over.removeAll(unfinished());
      for (long number : over.subList(0, Math.max(0, over.size() - maxKept))) {
        delete(folder(number).path());
      }
    } catch (IOException e) {
      LOG.warn("old jobs stay in {}: {}", path, e.toString());
    }
  }

  private List<Long> numbers() throws IOException {
    try (var files = Files.list(path)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\d{1,18}"))
          .map(Long::valueOf)
          .filter(number -> folder(number).isWhole())
          .sorted()
          .toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
