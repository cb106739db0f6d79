package sightline.deploy.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file of lines that appears under its own name only when it is whole; until then it is called
 * {@code <name>.partial}.
 *
 * <p>Threading: one thread.
 *
 * <p>Ownership: closing without {@link #publish} keeps what was written under the partial name.
 */
public final class ResultFile implements LineSink, AutoCloseable {

  private final Path target;
  private final Path partial;
  private final BufferedWriter writer;
  private boolean closed;

  private ResultFile(Path target, Path partial) throws IOException {
    this.target = target;
    this.partial = partial;
    this.writer = Files.newBufferedWriter(partial, UTF_8);
  }

  /**
   * Begins the file that will be {@code target}; an older one stays until the new one is whole.
   *
   * @throws IOException when {@code target} is a folder or its folder cannot be written
   */
  public static ResultFile create(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      throw new IOException("it is a folder");
    }
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    return new ResultFile(target, partial);
  }

  @Override
  public void write(String line) throws IOException {
    writer.write(line);
    writer.write('\n');
  }

  /** Gives the file its name. */
  public void publish() throws IOException {
    close();
    try {
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Deletes what was written. */
  public void discard() throws IOException {
    close();
    Files.deleteIfExists(partial);
  }

  /** The name of the whole file. */
  public Path target() {
    return target;
  }

  /** Where the lines lie until {@link #publish}. */
  public Path partial() {
    return partial;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      writer.close();
    }
  }
}
