package sightline.trainer.data.read;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The lines of a text file, none longer than a bound; UTF-8, a byte order mark is dropped.
 *
 * <p>Threading: one thread. Ownership: the caller closes it.
 */
public final class Lines implements AutoCloseable {

  private static final int LONGEST = 1 << 20;

  private final Reader reader;
  private final StringBuilder text = new StringBuilder();
  private int number;
  private boolean tooLong;

  private Lines(Reader reader) {
    this.reader = reader;
  }

  public static Lines of(Path file) throws IOException {
    return new Lines(
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), 1 << 16));
  }

  /** Goes to the next line; false at the end. */
  public boolean next() throws IOException {
    text.setLength(0);
    tooLong = false;
    int letter = reader.read();
    if (letter < 0) {
      return false;
    }
    for (; letter >= 0 && letter != '\n'; letter = reader.read()) {
      if (text.length() < LONGEST) {
        text.append((char) letter);
      } else {
        tooLong = true;
      }
    }
    number++;
    return true;
  }

  /** The line without its end. */
  public String text() throws Flawed {
    if (tooLong) {
      throw Flawed.of("expected a line of at most %d characters, found a longer one", LONGEST);
    }
    int start = number == 1 && text.length() > 0 && text.charAt(0) == '\uFEFF' ? 1 : 0;
    int end = text.length();
    return text.substring(start, end > start && text.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  /** From 1. */
  public int number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
