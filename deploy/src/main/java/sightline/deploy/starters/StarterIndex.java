package sightline.deploy.starters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * Which models come with Sightline, and which cameras show them best. {@code starters/index.yaml}.
 *
 * @param slots with their models
 * @param cameras generated scenes
 */
public record StarterIndex(List<Slot> slots, List<Camera> cameras) {

  private static final ObjectMapper YAML = new YAMLMapper();

  /**
   * @param slot its name, and that of the model
   * @param files of the model's versions in the folder of the index, version 1 first
   * @param bound the version that is bound, from 1, which is the default; the others are there to
   *     be promoted
   * @param minScore detections below it are dropped, 0 to 1; absent: as the manifest says
   * @param cameras names of those it looks at; none: all
   * @param tracker of its objects, as {@code none}; absent: that of the demo
   */
  public record Slot(
      String slot,
      List<String> files,
      Integer bound,
      Double minScore,
      List<String> cameras,
      String tracker) {

    public Slot {
      require(slot != null && !slot.isBlank(), "slot", slot, "a name");
      files = Objects.requireNonNullElse(files, List.of());
      cameras = List.copyOf(Objects.requireNonNullElse(cameras, List.of()));
      bound = Objects.requireNonNullElse(bound, 1);
      minScore = Objects.requireNonNullElse(minScore, -1.);
      tracker = Objects.requireNonNullElse(tracker, "");
      require(!files.isEmpty(), "files of " + slot, "missing", "one for each version");
      for (String file : files) {
        boolean plain = file != null && file.matches("[A-Za-z0-9][A-Za-z0-9._-]*");
        require(plain, "files of " + slot, file, "names of files beside the index");
      }
      files = List.copyOf(files);
      require(
          bound >= 1 && bound <= files.size(), "bound of " + slot, bound, "1 to " + files.size());
      require(
          minScore == -1 || (minScore >= 0 && minScore <= 1),
          "minScore of " + slot,
          minScore,
          "0 to 1");
    }

    /** The file of the version that is bound. */
    String boundFile() {
      return files.get(bound - 1);
    }
  }

  /**
   * @param location of a scene
   */
  public record Camera(String name, String location) {

    public Camera {
      require(name != null && !name.isBlank(), "cameras.name", name, "a name");
      require(location != null && !location.isBlank(), "location of " + name, location, "a scene");
    }
  }

  public StarterIndex {
    slots = List.copyOf(Objects.requireNonNullElse(slots, List.of()));
    cameras = List.copyOf(Objects.requireNonNullElse(cameras, List.of()));
    require(!slots.isEmpty(), "slots", "missing", "one or more");
    require(!cameras.isEmpty(), "cameras", "missing", "one or more");
  }

  /**
   * Reads an index.
   *
   * @throws IllegalArgumentException with one sentence when it makes no sense
   */
  static StarterIndex read(byte[] yaml) throws IOException {
    try {
      StarterIndex index = YAML.readValue(yaml, StarterIndex.class);
      require(index != null, "it", "empty", "slots and cameras");
      return index;
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause() instanceof IllegalArgumentException own ? own : e;
      String why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException("the index of the starter models: " + why, e);
    }
  }

  private static void require(boolean holds, String what, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("%s is %s, expected %s".formatted(what, value, expected));
    }
  }
}
