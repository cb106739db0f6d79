package sightline.deploy.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file of lines that appears under its own name only when it is whole; until then it is called
 * {@code <name>.partial}. A link is followed, so that what it points to is written and the link
 * stays. What is no file, a device or a pipe, takes the lines as they come.
 *
 * <p>Threading: one thread.
 *
 * <p>Ownership: nothing is opened before the first line; closing without {@link #publish} keeps
 * what was written under the partial name.
 */
public final class ResultFile implements LineSink, AutoCloseable {

  /** How many links in a row are followed, as in Linux. */
  private static final int MAX_LINKS = 40;

  private final Path target;
  private final Path partial;
  private BufferedWriter writer;

  private ResultFile(Path target, Path partial) {
    this.target = target;
    this.partial = partial;
  }

  /**
   * The file that will be {@code target}; an older one stays until the new one is whole.
   *
   * @throws IOException when {@code target} is a folder or its folder cannot be written
   */
  public static ResultFile create(Path target) throws IOException {
    if (Files.exists(target) && !Files.isDirectory(target) && !Files.isRegularFile(target)) {
      return new ResultFile(target, target);
    }
    Path file = followLinks(target.toAbsolutePath());
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    if (Files.isDirectory(file) || Files.isDirectory(partial)) {
      throw new IOException("it is a folder");
    }
    if (!Files.isWritable(file.getParent())) {
      throw new IOException("nothing may be written into its folder");
    }
    return new ResultFile(file, partial);
  }

  /** Where {@code path} leads in the end, also when there is nothing yet. */
  private static Path followLinks(Path path) throws IOException {
    Path end = path;
    for (int links = 0; Files.isSymbolicLink(end); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      end = end.resolveSibling(Files.readSymbolicLink(end));
    }
    Path folder = end.getParent();
    if (folder == null) { // the root
      return end;
    }
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    return folder.toRealPath().resolve(end.getFileName());
  }

  @Override
  public void write(String line) throws IOException {
    if (writer == null) {
      writer = open();
    }
    writer.write(line);
    writer.write('\n');
  }

  private BufferedWriter open() throws IOException {
    if (isStraight()) {
      return Files.newBufferedWriter(target, UTF_8, StandardOpenOption.WRITE);
    }
    Files.deleteIfExists(partial); // were it a link, its target would be written
    return Files.newBufferedWriter(
        partial, UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Gives the file its name. */
  public void publish() throws IOException {
    if (writer == null) {
      writer = open();
    }
    close();
    if (isStraight()) {
      return;
    }
    try {
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Deletes what was written, as far as it can be. */
  public void discard() throws IOException {
    close();
    if (isBegun() && !isStraight()) {
      Files.deleteIfExists(partial);
    }
  }

  /** Whether there is a line. */
  public boolean isBegun() {
    return writer != null;
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
    if (writer != null) {
      writer.close(); // again does nothing
    }
  }

  private boolean isStraight() {
    return partial.equals(target);
  }
}
