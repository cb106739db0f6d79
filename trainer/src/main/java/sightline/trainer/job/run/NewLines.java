package sightline.trainer.job.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines that another process adds to a file, as they come. A line that is longer than {@value
 * #MAX_LINE_BYTES} bytes is cut.
 *
 * <p>Threading: one thread.
 */
public final class NewLines {

  private static final int MAX_LINE_BYTES = 64 << 10;

  /** Most that is read in one call. */
  private static final int MAX_READ_BYTES = 1 << 20;

  private final Path file;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private long position;

  private NewLines(Path file, long position) {
    this.file = file;
    this.position = position;
  }

  /** Lines that come after what stands in {@code file} now. */
  public static NewLines after(Path file) throws IOException {
    return new NewLines(file, Files.exists(file) ? Files.size(file) : 0);
  }

  /** Whole lines since the last call. */
  public List<String> next() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (var bytes = new RandomAccessFile(file.toFile(), "r")) {
      long more = Math.min(MAX_READ_BYTES, bytes.length() - position);
      if (more <= 0) {
        return List.of();
      }
      var chunk = new byte[(int) more];
      bytes.seek(position);
      bytes.readFully(chunk);
      position += more;
      return split(chunk);
    }
  }

  private List<String> split(byte[] chunk) {
    var lines = new ArrayList<String>();
    for (byte one : chunk) {
      if (one == '\n') {
        lines.add(begun.toString(UTF_8));
        begun.reset();
      } else if (begun.size() < MAX_LINE_BYTES) {
        begun.write(one);
      }
    }
    return lines;
  }
}
