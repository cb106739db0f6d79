package sightline.deploy.soak.swap;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Versions of one model that differ in their threshold, so that each has a digest of its own, and
 * what can be done to their files in the store.
 */
final class SoakVersions {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String DIGEST_PREFIX = "sha256:";

  private SoakVersions() {}

  /**
   * Writes a bundle of {@code model} with another threshold.
   *
   * @param manifest of the model, YAML, complete
   */
  static Path bundle(Path target, Path model, String manifest, double minScore) throws IOException {
    JsonNode keys = YAML.readTree(manifest);
    if (keys instanceof ObjectNode object) {
      object.put("minScore", minScore);
    }
    try (var zip = new ZipOutputStream(Files.newOutputStream(target))) {
      zip.putNextEntry(new ZipEntry("model.onnx"));
      Files.copy(model, zip);
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("manifest.yaml"));
      zip.write(YAML.writeValueAsString(keys).getBytes(UTF_8));
      zip.closeEntry();
    }
    return target;
  }

  /** Changes one byte in the middle of the file with {@code digest}; its size stays. */
  static void corrupt(Path store, String digest) throws IOException {
    for (Path file : files(store, digest)) {
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        long middle = channel.size() / 2;
        ByteBuffer one = ByteBuffer.allocate(1);
        channel.read(one, middle);
        one.put(0, (byte) ~one.get(0)).rewind();
        channel.write(one, middle);
      }
    }
  }

  /** Takes the file with {@code digest} away. */
  static void remove(Path store, String digest) throws IOException {
    for (Path file : files(store, digest)) {
      Files.delete(file);
    }
  }

  private static List<Path> files(Path store, String digest) throws IOException {
    String name = digest.replace(DIGEST_PREFIX, "");
    try (Stream<Path> all = Files.walk(store)) {
      List<Path> found =
          all.filter(Files::isRegularFile)
              .filter(file -> file.getFileName().toString().contains(name))
              .toList();
      if (found.isEmpty()) {
        throw new IOException("the store %s has no file named %s".formatted(store, name));
      }
      return found;
    }
  }
}
