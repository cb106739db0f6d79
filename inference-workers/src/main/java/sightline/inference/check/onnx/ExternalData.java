package sightline.inference.check.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.PlainName;

/** Numbers of a tensor that lie in a file beside the net. */
final class ExternalData {

  private ExternalData() {}

  /** Refuses what is not {@code bytes} bytes of a file inside of {@code folder}. */
  static void check(String what, Path folder, Map<String, String> entries, long bytes)
      throws BadUpload {
    String location = entries.getOrDefault("location", "");
    String shown = PlainName.shown(location);
    if (!PlainName.is(location)) {
      throw new BadUpload(
          "%s has its numbers in '%s', expected the plain name of a file inside the upload.",
          what, shown);
    }
    Path file = folder.resolve(location);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new BadUpload(
          "%s has its numbers in the file '%s', which is missing from the upload; expected a ZIP of both.",
          what, shown);
    }
    long offset = number(what, entries, "offset", 0);
    long length = number(what, entries, "length", bytes);
    long size = size(file);
    if (length != bytes || offset > size || length > size - offset) {
      throw new BadUpload(
          "%s needs %d bytes and says they are bytes %d to %d of '%s', which has %d.",
          what, bytes, offset, offset + length, shown, size);
    }
  }

  private static long number(String what, Map<String, String> entries, String key, long fallback)
      throws BadUpload {
    String text = entries.getOrDefault(key, Long.toString(fallback));
    if (!text.matches("\\d{1,17}")) {
      throw new BadUpload(
          "%s has external data with the %s '%s', expected a number.",
          what, key, PlainName.shown(text));
    }
    return Long.parseLong(text);
  }

  private static long size(Path file) throws BadUpload {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new BadUpload("%s cannot be read.", file.getFileName());
    }
  }
}
