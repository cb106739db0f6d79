package sightline.deploy.starters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The starter models as files, for as long as they are needed: they may lie in a JAR.
 *
 * <p>Threading: any thread.
 *
 * <p>Ownership: deletes its folder on close.
 */
public final class Starters implements AutoCloseable {

  private static final String HOME = "/starters/";
  private static final String INDEX = "index.yaml";

  /** Where the files come from. */
  @FunctionalInterface
  private interface Shelf {
    /** The content of the file called {@code name}; null when there is none. */
    InputStream open(String name) throws IOException;
  }

  /**
   * A version that nobody looks with yet.
   *
   * @param model its name
   */
  public record Spare(String model, Path file) {}

  private final StarterIndex index;
  private final Path folder;

  private Starters(StarterIndex index, Path folder) {
    this.index = index;
    this.folder = folder;
  }

  /**
   * Those that came with this program; empty when none did.
   *
   * @throws IllegalArgumentException with one sentence when the index makes no sense
   */
  public static Optional<Starters> bundled() throws IOException {
    return open(name -> Starters.class.getResourceAsStream(HOME + name));
  }

  /** Those in {@code folder}, which holds an index and the files it names. */
  public static Optional<Starters> in(Path folder) throws IOException {
    return open(
        name -> {
          Path file = folder.resolve(name);
          return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
        });
  }

  private static Optional<Starters> open(Shelf shelf) throws IOException {
    StarterIndex index;
    try (InputStream found = shelf.open(INDEX)) {
      if (found == null) {
        return Optional.empty();
      }
      index = StarterIndex.read(found.readAllBytes());
    }
    var starters = new Starters(index, Files.createTempDirectory("sightline-starters-"));
    try {
      for (StarterIndex.Slot slot : index.slots()) {
        for (String file : slot.files()) {
          starters.fetch(shelf, file, slot.slot());
        }
      }
      return Optional.of(starters);
    } catch (IOException | RuntimeException e) {
      starters.close();
      throw e;
    }
  }

  private void fetch(Shelf shelf, String file, String slot) throws IOException {
    try (InputStream found = shelf.open(file)) {
      if (found == null) {
        throw new IllegalArgumentException(
            "the index of the starter models: files of %s is %s, expected a file beside the index"
                .formatted(slot, file));
      }
      Files.copy(found, folder.resolve(file), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    String manifest = file.replaceFirst("\\.[^.]*$", "") + ".manifest.yaml";
    try (InputStream found = shelf.open(manifest)) {
      if (found != null) {
        Files.copy(
            found, folder.resolve(manifest), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** The cameras that show them best. */
  public List<StarterIndex.Camera> cameras() {
    return index.cameras();
  }

  /**
   * The slots as section {@code inference} of a site names them. One whose cameras are all absent
   * looks at every camera.
   *
   * @param cameras names of those that there are
   */
  public ArrayNode slots(Set<String> cameras) {
    ArrayNode slots = JsonNodeFactory.instance.arrayNode();
    for (StarterIndex.Slot slot : index.slots()) {
      ObjectNode entry =
          slots
              .addObject()
              .put("name", slot.slot())
              .put("model", folder.resolve(slot.boundFile()).toString())
              .put("minScore", slot.minScore());
      List<String> there =
          slot.cameras().stream().filter(cameras::contains).collect(Collectors.toList());
      ArrayNode list = entry.putArray("cameras");
      there.forEach(list::add);
    }
    return slots;
  }

  /** Trackers of slots, as section {@code inference} of a site names them. */
  public ObjectNode trackers() {
    ObjectNode trackers = JsonNodeFactory.instance.objectNode();
    index.slots().stream()
        .filter(slot -> !slot.tracker().isEmpty())
        .forEach(slot -> trackers.put(slot.slot(), slot.tracker()));
    return trackers;
  }

  /** The versions that are there to be promoted, in the order of the index. */
  public List<Spare> spares() {
    var spares = new ArrayList<Spare>();
    for (StarterIndex.Slot slot : index.slots()) {
      for (String file : slot.files()) {
        if (!file.equals(slot.boundFile())) {
          spares.add(new Spare(slot.slot(), folder.resolve(file)));
        }
      }
    }
    return spares;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
