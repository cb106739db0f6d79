package sightline.trainer.data.read;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import sightline.trainer.data.BadDataset;

/** The YAML file beside many datasets: where each split lies and what the classes are called. */
public final class DatasetYaml {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final long LONGEST = 1 << 20;

  private final JsonNode root;
  private final String file;

  private DatasetYaml(JsonNode root, String file) {
    this.root = root;
    this.file = file;
  }

  /**
   * The first YAML file right in the folder that names classes under {@code key}; else an empty
   * one.
   */
  public static DatasetYaml find(Intake intake, String key) throws IOException, BadDataset {
    for (String name : intake.files()) {
      String ending = PathNames.ending(name);
      if (name.contains("/") || !(ending.equals("yaml") || ending.equals("yml"))) {
        continue;
      }
      var path = intake.required(name);
      if (path.toFile().length() > LONGEST) {
        throw new BadDataset("%s: expected at most %d bytes".formatted(name, LONGEST));
      }
      JsonNode root = tree(path, name);
      if (root != null && root.has(key)) {
        return new DatasetYaml(root, name);
      }
    }
    return new DatasetYaml(YAML.createObjectNode(), "");
  }

  private static JsonNode tree(java.nio.file.Path path, String name)
      throws IOException, BadDataset {
    try {
      return YAML.readTree(path.toFile());
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new BadDataset("%s:%d: expected YAML, found something else".formatted(name, line));
    }
  }

  /** Class names by number, from a list or a map; empty for none. */
  public SortedMap<Long, String> names(String key) throws BadDataset {
    JsonNode node = root.path(key);
    var names = new TreeMap<Long, String>();
    try {
      for (int i = 0; node.isArray() && i < node.size(); i++) {
        names.put((long) i, node.get(i).asText());
      }
      for (var fields = node.fields(); fields.hasNext(); ) {
        var field = fields.next();
        names.put(Numbers.whole(field.getKey(), "a class"), field.getValue().asText());
      }
    } catch (Flawed e) {
      throw new BadDataset(file + ": " + e.getMessage());
    }
    return names;
  }

  /**
   * The places that the file gives for a split, such as {@code images/val2017}; {@code ../} at the
   * beginning is dropped, which some exporters write although they mean the folder itself.
   */
  public List<String> places(String split) {
    JsonNode node = root.path(split);
    var places = new ArrayList<String>();
    if (node.isTextual()) {
      places.add(plain(node.asText()));
    }
    for (JsonNode one : node) {
      if (one.isTextual() && node.isArray()) {
        places.add(plain(one.asText()));
      }
    }
    return places;
  }

  /** A place in the section of a split, such as {@code val: masks:}; empty for none. */
  public String place(String split, String name) {
    return plain(root.path(split).path(name).asText(""));
  }

  private static String plain(String place) {
    return place
        .replace('\\', '/')
        .strip()
        .replaceFirst("^(\\.{1,2}/)+", "")
        .replaceFirst("/+$", "");
  }

  public boolean says(String key) {
    return root.path(key).asBoolean(false);
  }
}
