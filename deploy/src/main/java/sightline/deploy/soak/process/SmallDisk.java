package sightline.deploy.soak.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A file system of its own, in memory, whose size can be cut down to what is used: a full disk for
 * one folder, and for nobody else.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Ownership: unmounted on close; what was in it is gone.
 */
public final class SmallDisk implements AutoCloseable {

  private static final int SECONDS = 10;

  /** What may be written between the look at the disk and the cut, bytes. */
  private static final long SLACK = 64 << 10;

  private final Path folder;
  private final long bytes;

  private SmallDisk(Path folder, long bytes) {
    this.folder = folder;
    this.bytes = bytes;
  }

  /**
   * Mounts {@code bytes} of memory at {@code folder}.
   *
   * @throws IOException when that cannot be done; the message says why
   */
  public static SmallDisk mount(Path folder, long bytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "sightline-soak", folder.toString());
    return new SmallDisk(folder, bytes);
  }

  /** From now on not one byte more fits. */
  public void fill() throws IOException, InterruptedException {
    FileStore store = Files.getFileStore(folder);
    resize(store.getTotalSpace() - store.getUnallocatedSpace() + SLACK);
    try {
      Files.write(folder.resolve("ballast"), new byte[(int) SLACK]);
    } catch (IOException e) {
      return; // full already
    }
  }

  /** There is room again. */
  public void empty() throws IOException, InterruptedException {
    resize(bytes);
    Files.deleteIfExists(folder.resolve("ballast"));
  }

  private void resize(long size) throws IOException, InterruptedException {
    run("mount", "-o", "remount,size=" + size, folder.toString());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("umount", "-l", folder.toString());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("%s did not end within %d s".formatted(command[0], SECONDS));
    }
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.exitValue() != 0) {
      throw new IOException(
          "%s said: %s".formatted(command[0], said.lines().findFirst().orElse("nothing")));
    }
  }
}
