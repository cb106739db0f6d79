package sightline.trainer.job.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.trainer.job.JobFolder;

/**
 * The process of one job. What it says goes to {@code output.txt} of the job's folder, so much and
 * no more. It does not hear Ctrl-C of the terminal: who started it decides how it ends.
 *
 * <p>Threading: any thread; {@code job-output} reads what it says.
 *
 * <p>Ownership: {@link #close} ends it and what it started.
 */
public final class JobProcess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JobProcess.class);
  private static final List<String> PASSED_ON =
      List.of(
          "PATH",
          "HOME",
          "LANG",
          "LC_ALL",
          "TMPDIR",
          "TEMP",
          "SystemRoot",
          "JAVA_HOME",
          "LD_LIBRARY_PATH",
          "CUDA_VISIBLE_DEVICES",
          "SIGHTLINE_JAVA_OPTIONS",
          "SIGHTLINE_NATIVES");

  private static final Path SHELL = Path.of("/bin/sh");
  private static final int CHUNK_BYTES = 8 << 10;
  private static final int LAST_WORDS = 300;

  private final JobFolder folder;
  private final ProcessTree tree;
  private final long maxOutputBytes;

  private JobProcess(JobFolder folder, Process process, long maxOutputBytes) {
    this.folder = folder;
    this.tree = new ProcessTree(process);
    this.maxOutputBytes = maxOutputBytes;
  }

  /** Starts the process of the job in {@code folder}. */
  public static JobProcess start(JobSettings.Command command, JobFolder folder, boolean resume)
      throws IOException {
    var builder = new ProcessBuilder(words(command, folder, resume)).redirectErrorStream(true);
    builder.directory(folder.path().toFile());
    builder.environment().keySet().retainAll(PASSED_ON);
    builder.environment().put("OMP_WAIT_POLICY", "passive");
    builder.environment().putAll(command.environment());
    var process = new JobProcess(folder, builder.start(), command.maxOutputBytes());
    process.tree.process().getOutputStream().close();
    process.remember();
    var thread = new Thread(process::keepOutput, "job-output");
    thread.setDaemon(true);
    thread.start();
    return process;
  }

  /** Ends the process that an earlier life of the service left behind; whether there was one. */
  public static boolean endOrphan(JobFolder folder) throws IOException {
    Path file = processFile(folder);
    if (!Files.exists(file)) {
      return false;
    }
    String[] words = Files.readString(file).strip().split(" ");
    Files.delete(file);
    try {
      Instant started = Instant.ofEpochMilli(Long.parseLong(words[1]));
      Optional<ProcessHandle> orphan =
          ProcessHandle.of(Long.parseLong(words[0])).filter(one -> started.equals(began(one)));
      orphan.ifPresent(JobProcess::endWithChildren);
      return orphan.isPresent();
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return false; // half a file: the process was never known
    }
  }

  private static void endWithChildren(ProcessHandle orphan) {
    orphan.descendants().forEach(ProcessHandle::destroyForcibly);
    orphan.destroyForcibly();
    orphan.onExit().orTimeout(5, TimeUnit.SECONDS).exceptionally(e -> orphan).join();
  }

  /** Whether it ended within {@code time}. */
  public boolean waitFor(Duration time) throws InterruptedException {
    return tree.process().waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Its exit code, once it has ended; more than 128 after a signal. */
  public int exit() {
    return tree.process().exitValue();
  }

  /** Memory of the process and its children; 0 where the system does not tell. */
  long residentBytes() {
    return tree.residentBytes();
  }

  /** The end of what it said, one line; empty when it said nothing. */
  public static String lastWords(JobFolder folder) throws IOException {
    Path file = outputFile(folder);
    if (!Files.exists(file)) {
      return "";
    }
    String words = new String(Files.readAllBytes(file), UTF_8);
    String last =
        words
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("\t"))
            .reduce("", (before, line) -> line);
    String plain = last.replaceAll("\\p{Cntrl}", " ").strip();
    return plain.length() <= LAST_WORDS ? plain : plain.substring(0, LAST_WORDS);
  }

  @Override
  public void close() {
    tree.kill();
    try {
      Files.deleteIfExists(processFile(folder));
    } catch (IOException e) {
      LOG.debug("{} stays behind", processFile(folder), e);
    }
  }

  /** An ignored signal stays ignored in what a shell becomes. */
  private static List<String> words(JobSettings.Command command, JobFolder folder, boolean resume) {
    var words = new ArrayList<String>();
    if (Files.isExecutable(SHELL)) {
      words.addAll(List.of(SHELL.toString(), "-c", "trap '' INT HUP; exec \"$@\"", "job"));
    }
    words.addAll(command.words());
    words.addAll(List.of("--job", folder.path().toString()));
    if (resume) {
      words.add("--resume");
    }
    return words;
  }

  private void remember() throws IOException {
    ProcessHandle handle = tree.process().toHandle();
    String line = "%d %d".formatted(handle.pid(), began(handle).toEpochMilli());
    JobFolder.replace(processFile(folder), line.getBytes(UTF_8));
  }

  private static Instant began(ProcessHandle handle) {
    Instant began = handle.info().startInstant().orElse(Instant.EPOCH);
    return Instant.ofEpochMilli(began.toEpochMilli());
  }

  private void keepOutput() {
    var chunk = new byte[CHUNK_BYTES];
    long kept = 0;
    try (InputStream said = tree.process().getInputStream();
        OutputStream file = Files.newOutputStream(outputFile(folder))) {
      for (int count = said.read(chunk); count >= 0; count = said.read(chunk)) {
        int room = (int) Math.min(count, maxOutputBytes - kept);
        file.write(chunk, 0, room);
        kept += room;
      }
    } catch (IOException e) {
      LOG.debug("what a job says is no longer read: {}", e.getMessage());
    }
  }

  private static Path outputFile(JobFolder folder) {
    return folder.path().resolve("output.txt");
  }

  private static Path processFile(JobFolder folder) {
    return folder.path().resolve("process");
  }
}
