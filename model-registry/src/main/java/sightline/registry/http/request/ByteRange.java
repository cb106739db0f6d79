package sightline.registry.http.request;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Part of an artifact.
 *
 * @param first its first byte
 * @param length how many
 */
public record ByteRange(long first, long length) {

  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * Reads the header {@code Range}; of several ranges, or of another unit, none is heeded.
   *
   * @throws Problem 416 when nothing of {@code size} bytes lies in it
   */
  public static Optional<ByteRange> read(String header, long size) {
    Matcher range = ONE.matcher(header.strip());
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return Optional.empty();
    }
    boolean suffix = range.group(1).isEmpty();
    long last = range.group(2).isEmpty() || suffix ? size - 1 : Long.parseLong(range.group(2));
    long first =
        suffix
            ? Math.max(0, size - Long.parseLong(range.group(2)))
            : Long.parseLong(range.group(1));
    if (!suffix && last < first && !range.group(2).isEmpty() && first < size) {
      return Optional.empty();
    }
    last = Math.min(last, size - 1);
    if (first > last) {
      throw new Problem(416, "%s lies outside the %d bytes there are".formatted(header, size));
    }
    return Optional.of(new ByteRange(first, last - first + 1));
  }

  /** As in the header {@code Content-Range}. */
  public String of(long size) {
    return "bytes %d-%d/%d".formatted(first, first + length - 1, size);
  }
}
