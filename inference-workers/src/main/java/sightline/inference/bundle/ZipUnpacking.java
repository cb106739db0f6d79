package sightline.inference.bundle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Unpacks a ZIP front to back, counting every byte, so that nothing it says about itself needs to
 * be true.
 *
 * <p>Threading: one thread.
 */
final class ZipUnpacking {

  private static final long FREE_BYTES = 1 << 20;
  private static final int CHUNK = 1 << 16;
  private static final Pattern ARCHIVE = Pattern.compile(".*\\.(zip|jar|gz|tgz|bz2|xz|7z|tar)");
  private static final byte[] ZIP_MAGIC = {'P', 'K', 3, 4};

  private final Path folder;
  private final Limits limits;
  private final long zipBytes;
  private long unpacked;

  private ZipUnpacking(Path folder, Limits limits, long zipBytes) {
    this.folder = folder;
    this.limits = limits;
    this.zipBytes = zipBytes;
  }

  static void unpack(Path zip, Path folder, Limits limits) throws IOException, BadUpload {
    Set<String> expected = ZipDirectory.read(zip, limits).names();
    var unpacking = new ZipUnpacking(folder, limits, Files.size(zip));
    var found = new HashSet<String>();
    try (var entries =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(zip), CHUNK))) {
      for (ZipEntry one = entries.getNextEntry(); one != null; one = entries.getNextEntry()) {
        if (!expected.contains(one.getName()) || !found.add(one.getName())) {
          throw new BadUpload(
              "The ZIP's entry '%s' is not the one in its directory.",
              PlainName.shown(one.getName()));
        }
        unpacking.take(one, entries);
      }
    } catch (ZipException | IllegalArgumentException e) { // the latter: a name that is no text
      throw new BadUpload("The ZIP cannot be read: %s.", e.getMessage());
    }
    if (!found.equals(expected)) {
      throw new BadUpload(
          "The ZIP's directory names %d entries, found %d.", expected.size(), found.size());
    }
  }

  private void take(ZipEntry entry, InputStream content) throws IOException, BadUpload {
    Path target = folder.resolve(entry.getName());
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    if (ARCHIVE.matcher(entry.getName().toLowerCase(Locale.ROOT)).matches()) {
      throw archiveInside(entry);
    }
    Files.createDirectories(target.getParent());
    try (OutputStream out = Files.newOutputStream(target)) {
      var chunk = new byte[CHUNK];
      boolean first = true;
      for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
        if (first && startsWith(chunk, read, ZIP_MAGIC)) {
          throw archiveInside(entry);
        }
        first = false;
        count(read);
        out.write(chunk, 0, read);
      }
    }
  }

  private void count(int bytes) throws BadUpload {
    unpacked += bytes;
    if (unpacked > FREE_BYTES && unpacked / limits.maxRatio() > zipBytes) {
      throw new BadUpload(
          "The ZIP grows to more than %d times its size (maxRatio), as only a zip bomb does.",
          limits.maxRatio());
    }
    if (unpacked > limits.maxUnpackedBytes()) {
      throw new BadUpload(
          "The ZIP unpacks to more than %d bytes (maxUnpackedBytes).", limits.maxUnpackedBytes());
    }
  }

  private static BadUpload archiveInside(ZipEntry entry) {
    return new BadUpload(
        "The ZIP has an archive inside, '%s'; expected a model and its files unpacked.",
        PlainName.shown(entry.getName()));
  }

  static boolean startsWith(byte[] bytes, int length, byte[] magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= length || bytes[i] != magic[i]) {
        return false;
      }
    }
    return true;
  }

  static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] first = in.readNBytes(ZIP_MAGIC.length);
      boolean empty = startsWith(first, first.length, new byte[] {'P', 'K', 5, 6});
      return empty || startsWith(first, first.length, ZIP_MAGIC);
    }
  }
}
