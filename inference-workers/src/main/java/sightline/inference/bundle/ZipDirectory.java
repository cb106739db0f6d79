package sightline.inference.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The directory at the end of a ZIP, read without trusting it. It alone says which entries are
 * links, and Java's own classes do not tell.
 *
 * @param names of all entries, folders with a slash at their end
 */
record ZipDirectory(Set<String> names) {

  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int MAX_COMMENT = 0xFFFF;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_SIZE = 20;
  private static final int END_64_SIZE = 56;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_SIZE = 46;

  private static final int FILE_TYPE = 0170000;
  private static final Set<Integer> PLAIN_TYPES = Set.of(0, 0100000, 0040000);

  private record Place(long entries, long offset) {}

  static ZipDirectory read(Path zip, Limits limits) throws IOException, BadUpload {
    try (FileChannel file = FileChannel.open(zip)) {
      Place place = place(file);
      if (place.entries() > limits.maxEntries()) {
        throw new BadUpload(
            "The ZIP has %d entries, expected at most %d (maxEntries).",
            place.entries(), limits.maxEntries());
      }
      var names = new HashSet<String>();
      var spellings = new HashSet<String>();
      long at = place.offset();
      for (long entry = 0; entry < place.entries(); entry++) {
        ByteBuffer header = bytes(file, at, ENTRY_SIZE);
        if (header.getInt(0) != ENTRY) {
          throw damaged();
        }
        int length = header.getShort(28) & 0xFFFF;
        String name = text(bytes(file, at + ENTRY_SIZE, length));
        requirePlain(name, header.getInt(38) >>> 16);
        if (!names.add(name) || !spellings.add(name.toLowerCase(Locale.ROOT))) {
          throw new BadUpload(
              "The ZIP has the entry '%s' twice, expected every name once.", PlainName.shown(name));
        }
        at += ENTRY_SIZE + length + (header.getShort(30) & 0xFFFF) + (header.getShort(32) & 0xFFFF);
      }
      return new ZipDirectory(names);
    }
  }

  private static void requirePlain(String name, int mode) throws BadUpload {
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    if (!PlainName.is(path)) {
      throw new BadUpload(
          "The ZIP has an entry named '%s', expected plain names below its own folder.",
          PlainName.shown(name));
    }
    if (!PLAIN_TYPES.contains(mode & FILE_TYPE)) {
      throw new BadUpload(
          "The ZIP's entry '%s' is a link or a device, expected files and folders.",
          PlainName.shown(name));
    }
  }

  private static Place place(FileChannel file) throws IOException, BadUpload {
    int tail = (int) Math.min(file.size(), END_SIZE + MAX_COMMENT);
    long begin = file.size() - tail;
    ByteBuffer bytes = bytes(file, begin, tail);
    for (int at = tail - END_SIZE; at >= 0; at--) {
      if (bytes.getInt(at) == END) {
        int entries = bytes.getShort(at + 10) & 0xFFFF;
        long offset = bytes.getInt(at + 16) & 0xFFFFFFFFL;
        boolean large = entries == 0xFFFF || offset == 0xFFFFFFFFL;
        return large ? largePlace(file, begin + at) : new Place(entries, offset);
      }
    }
    throw damaged();
  }

  private static Place largePlace(FileChannel file, long end) throws IOException, BadUpload {
    ByteBuffer locator = bytes(file, end - LOCATOR_SIZE, LOCATOR_SIZE);
    if (locator.getInt(0) != LOCATOR) {
      throw damaged();
    }
    ByteBuffer directory = bytes(file, locator.getLong(8), END_64_SIZE);
    return new Place(directory.getLong(32), directory.getLong(48));
  }

  private static ByteBuffer bytes(FileChannel file, long at, int length)
      throws IOException, BadUpload {
    if (at < 0 || at + length > file.size()) {
      throw damaged();
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) > 0) {
      continue; // a channel may give less than was asked for
    }
    return bytes.flip();
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  private static BadUpload damaged() {
    return new BadUpload("The ZIP has no whole directory at its end; it may have been cut off.");
  }
}
