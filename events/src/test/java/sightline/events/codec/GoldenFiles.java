package sightline.events.codec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The bytes and texts that others rely on; a change of one of them breaks somebody. */
final class GoldenFiles {

  private GoldenFiles() {}

  static String read(String name) throws IOException {
    try (InputStream in = GoldenFiles.class.getResourceAsStream("/golden/" + name)) {
      if (in == null) {
        throw new IOException("there is no golden file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
