package sightline.ingest.source.net;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import sightline.events.Picture;

/**
 * Splits a {@code multipart/x-mixed-replace} stream into its parts, as cameras really send it:
 * boundary named with or without the dashes that go before it, length stated or not, garbage
 * between parts.
 *
 * <p>Memory: one part, never more than the limit; a larger one is skipped.
 *
 * <p>Threading: one thread at a time; closing the stream from another ends a read.
 */
public final class MultipartReader {

  private static final int MAX_LINE_BYTES = 8192;
  private static final int MAX_HEADER_LINES = 64;

  private final InputStream stream;
  private final byte[] delimiter;
  private final int[] fallbacks;
  private final String boundaryLine;
  private final boolean namedWithDashes;
  private final int maxPartBytes;
  private boolean atHeaders;

  /**
   * @param stream buffered by the caller
   * @param boundary as the content type names it
   * @param maxPartBytes largest part that is kept, bytes
   */
  public MultipartReader(InputStream stream, String boundary, int maxPartBytes) {
    String bare = boundary.startsWith("--") ? boundary.substring(2) : boundary;
    this.stream = stream;
    this.namedWithDashes = boundary.startsWith("--");
    this.boundaryLine = "--" + bare;
    this.delimiter = boundaryLine.getBytes(StandardCharsets.ISO_8859_1);
    this.fallbacks = fallbacks(delimiter);
    this.maxPartBytes = maxPartBytes;
  }

  /**
   * The boundary that a {@code Content-Type} names; empty when it is no multipart.
   *
   * @param contentType for example {@code multipart/x-mixed-replace; boundary="frame"}
   */
  public static Optional<String> boundary(String contentType) {
    if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      return Optional.empty();
    }
    for (String parameter : contentType.split(";", -1)) {
      String[] pair = parameter.strip().split("=", 2);
      if (pair.length == 2 && pair[0].strip().equalsIgnoreCase("boundary")) {
        return Optional.of(pair[1].strip().replace("\"", "")).filter(text -> !text.isEmpty());
      }
    }
    return Optional.empty();
  }

  /**
   * The next part; blocks. Empty for a part above the limit.
   *
   * @throws EOFException when the stream ended, also in the middle of a part
   */
  public Optional<Picture> next() throws IOException {
    if (!atHeaders) {
      skipToBoundary();
    }
    atHeaders = false;
    long length = readHeaders();
    if (length > maxPartBytes) {
      stream.skipNBytes(length);
      return Optional.empty();
    }
    if (length > 0) {
      byte[] bytes = stream.readNBytes((int) length);
      if (bytes.length < length) {
        throw new EOFException("the stream ended within a part");
      }
      return Optional.of(Picture.ofJpeg(bytes));
    }
    return readToBoundary();
  }

  private void skipToBoundary() throws IOException {
    String line;
    do {
      line = line();
    } while (!line.startsWith(boundaryLine)
        && !(namedWithDashes && line.startsWith("--" + boundaryLine)));
  }

  /** The stated length of the part, bytes; -1 when it is not stated or makes no sense. */
  private long readHeaders() throws IOException {
    long length = -1;
    String line = line();
    for (int i = 0; !line.isEmpty(); i++) {
      if (i == MAX_HEADER_LINES) {
        throw new IOException("more than " + MAX_HEADER_LINES + " header lines in a part");
      }
      String[] header = line.split(":", 2);
      if (header.length == 2 && header[0].strip().equalsIgnoreCase("content-length")) {
        length = parseLength(header[1].strip());
      }
      line = line();
    }
    return length;
  }

  private static long parseLength(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** A part of unknown length: everything up to the next boundary. */
  private Optional<Picture> readToBoundary() throws IOException {
    var part = new ByteArrayOutputStream();
    int matched = 0;
    boolean tooLarge = false;
    while (matched < delimiter.length) {
      int next = stream.read();
      if (next < 0) {
        throw new EOFException("the stream ended within a part");
      }
      while (matched > 0 && next != delimiter[matched]) {
        part.write(delimiter, 0, matched - fallbacks[matched]);
        matched = fallbacks[matched];
      }
      if (next == delimiter[matched]) {
        matched++;
      } else {
        part.write(next);
      }
      if (part.size() > maxPartBytes) {
        tooLarge = true;
        part.reset();
      }
    }
    line(); // the rest of the boundary line
    atHeaders = true;
    return tooLarge ? Optional.empty() : Optional.of(Picture.ofJpeg(withoutLineEnd(part)));
  }

  /** By matched bytes of the delimiter: how many of them may be the begin of the real one. */
  private static int[] fallbacks(byte[] delimiter) {
    int[] fallbacks = new int[delimiter.length + 1];
    int matched = 0;
    for (int i = 1; i < delimiter.length; i++) {
      while (matched > 0 && delimiter[i] != delimiter[matched]) {
        matched = fallbacks[matched];
      }
      matched += delimiter[i] == delimiter[matched] ? 1 : 0;
      fallbacks[i + 1] = matched;
    }
    return fallbacks;
  }

  /** The part without the line end before the boundary, and the dashes that RFC 2046 adds there. */
  private byte[] withoutLineEnd(ByteArrayOutputStream part) {
    byte[] bytes = part.toByteArray();
    int end = bytes.length;
    boolean dashes =
        namedWithDashes
            && end > 2
            && bytes[end - 1] == '-'
            && bytes[end - 2] == '-'
            && bytes[end - 3] == '\n';
    end -= dashes ? 2 : 0;
    if (end > 0 && bytes[end - 1] == '\n') {
      end--;
      if (end > 0 && bytes[end - 1] == '\r') {
        end--;
      }
    }
    return java.util.Arrays.copyOf(bytes, end);
  }

  /** One line without its end; the part of an endless line that is above the limit is dropped. */
  private String line() throws IOException {
    var line = new ByteArrayOutputStream(64);
    while (true) {
      int next = stream.read();
      if (next < 0) {
        throw new EOFException("the camera closed the stream");
      }
      if (next == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      if (line.size() < MAX_LINE_BYTES) {
        line.write(next);
      }
    }
  }
}
