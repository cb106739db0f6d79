package sightline.trainer.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.recipe.Recipes;

/**
 * The folder of a job, which its process and whoever watches it share:
 *
 * <pre>
 *   recipe.yaml      every key                   job.json       the order
 *   progress.jsonl   one Progress a line         log.txt        for people
 *   samples/N.jpg    predictions, N from 0 to 7  samples/N.json epoch and name, written after it
 *   checkpoint/      of the training script      stop           there: end at the next step
 *   data/            of a scene or a camera
 *   model.onnx, manifest.yaml, report.json       what came of it
 * </pre>
 *
 * <p>Threading: one process writes what it owns; files that are replaced are replaced whole.
 */
public record JobFolder(Path path) {

  /** Numbers of samples begin with 0. */
  public static final int SAMPLES = 8;

  /** How much of the end of a file is looked at for its last line, bytes. */
  private static final int TAIL_BYTES = 64 << 10;

  public JobFolder {
    path = path.toAbsolutePath().normalize();
  }

  /** Makes the folder; it is whole once {@code job.json} is there. */
  public static JobFolder create(Path path, Recipe recipe, JobOrder order) throws IOException {
    var folder = new JobFolder(path);
    Files.createDirectories(folder.samples());
    replace(folder.recipeFile(), Recipes.text(recipe).getBytes(UTF_8));
    replace(folder.orderFile(), order.json().getBytes(UTF_8));
    return folder;
  }

  /** Whether a job was ordered in this folder. */
  public boolean isWhole() {
    return Files.isRegularFile(orderFile());
  }

  public Recipe recipe() throws IOException {
    return Recipes.read(recipeFile());
  }

  public JobOrder order() throws IOException {
    return JobOrder.read(Files.readString(orderFile()));
  }

  /** Adds one line to {@code progress.jsonl}, with the time if it has none. */
  public void append(Progress progress) throws IOException {
    Progress timed =
        progress.ofJob(progress.job(), progress.recipe(), progress.task(), Instant.now());
    appendLine(progressFile(), ProgressJson.write(timed));
  }

  /** The last line of {@code progress.jsonl} that can be read. */
  public Optional<Progress> last() throws IOException {
    if (!Files.exists(progressFile())) {
      return Optional.empty();
    }
    String[] lines = tail(progressFile()).split("\n");
    for (int i = lines.length - 1; i >= 0; i--) {
      try {
        return Optional.of(ProgressJson.read(lines[i]));
      } catch (IllegalArgumentException cutOff) {
        continue; // a process that was killed may leave half a line
      }
    }
    return Optional.empty();
  }

  /** Adds one line to {@code log.txt}. */
  public void log(String line) throws IOException {
    appendLine(logFile(), line.replaceAll("\\R", " "));
  }

  /**
   * Keeps a picture of what the net predicts, in place of an older one of that number.
   *
   * @param number 0 to {@link #SAMPLES} - 1
   * @param jpeg its bytes
   */
  public void sample(int number, byte[] jpeg, int epoch, String name) throws IOException {
    if (number < 0 || number >= SAMPLES) {
      throw new IllegalArgumentException(
          "number of a sample is %d, expected 0 to %d".formatted(number, SAMPLES - 1));
    }
    Files.createDirectories(samples());
    replace(samples().resolve(number + ".jpg"), jpeg);
    var about = JsonNodeFactory.instance.objectNode().put("epoch", epoch).put("name", name);
    replace(samples().resolve(number + ".json"), about.toString().getBytes(UTF_8));
  }

  /** Asks the process to end at its next step, with a checkpoint. */
  public void askStop() throws IOException {
    replace(stopFile(), new byte[0]);
  }

  /** Whether the process is to end; it looks at every step. */
  public boolean stopAsked() {
    return Files.exists(stopFile());
  }

  /** Takes the wish to stop back, so that the job can go on. */
  public void clearStop() throws IOException {
    Files.deleteIfExists(stopFile());
  }

  public boolean hasCheckpoint() {
    return Files.isDirectory(checkpoint());
  }

  public Path recipeFile() {
    return path.resolve("recipe.yaml");
  }

  public Path orderFile() {
    return path.resolve("job.json");
  }

  public Path progressFile() {
    return path.resolve("progress.jsonl");
  }

  public Path logFile() {
    return path.resolve("log.txt");
  }

  /** The dataset that was made for this job alone, if one was. */
  public Path data() {
    return path.resolve("data");
  }

  /** Has the job learn from {@link #data}. */
  public void useData() throws IOException {
    replace(orderFile(), order().withData(data().toString()).json().getBytes(UTF_8));
  }

  public Path samples() {
    return path.resolve("samples");
  }

  public Path checkpoint() {
    return path.resolve("checkpoint");
  }

  public Path model() {
    return path.resolve("model.onnx");
  }

  public Path manifest() {
    return path.resolve("manifest.yaml");
  }

  public Path report() {
    return path.resolve("report.json");
  }

  private Path stopFile() {
    return path.resolve("stop");
  }

  /** Writes {@code bytes} so that nobody ever sees half of them. */
  public static void replace(Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, bytes);
    Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  /** After half a line of a process that was killed, the next one begins on a line of its own. */
  private static void appendLine(Path file, String line) throws IOException {
    String start = endsInALine(file) ? "" : "\n";
    Files.writeString(file, start + line + "\n", UTF_8, CREATE, APPEND);
  }

  private static boolean endsInALine(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return true;
    }
    try (var bytes = new RandomAccessFile(file.toFile(), "r")) {
      bytes.seek(bytes.length() - 1);
      return bytes.read() == '\n';
    }
  }

  private static String tail(Path file) throws IOException {
    try (var bytes = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, bytes.length() - TAIL_BYTES);
      bytes.seek(from);
      var end = new byte[(int) (bytes.length() - from)];
      bytes.readFully(end);
      return new String(end, UTF_8);
    }
  }
}
