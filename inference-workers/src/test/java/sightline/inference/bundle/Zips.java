package sightline.inference.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** ZIP files made in tests, also such as no honest program writes. */
public final class Zips {

  private static final int ENTRY = 0x02014b50;
  private static final int SYMBOLIC_LINK = 0120777;

  private Zips() {}

  /** Names and contents by turns; a content is bytes or text. */
  public static byte[] of(Object... namesAndContents) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < namesAndContents.length; i += 2) {
      Object content = namesAndContents[i + 1];
      entries.put(
          (String) namesAndContents[i],
          content instanceof byte[] bytes
              ? bytes
              : content.toString().getBytes(StandardCharsets.UTF_8));
    }
    return of(entries);
  }

  /** Contents by name. */
  public static byte[] of(Map<String, byte[]> entries) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** {@code zip} with a directory that calls its first entry a symbolic link. */
  public static byte[] withLink(byte[] zip) {
    byte[] changed = zip.clone();
    ByteBuffer bytes = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
    int entry = 0;
    while (bytes.getInt(entry) != ENTRY) {
      entry++;
    }
    bytes.putInt(entry + 38, SYMBOLIC_LINK << 16);
    return changed;
  }

  /** {@code zip} whose first entry has another name in front of its bytes than in the directory. */
  public static byte[] withTwoNames(byte[] zip) {
    byte[] changed = zip.clone();
    changed[30]++;
    return changed;
  }
}
