package sightline.inference.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import sightline.inference.model.BadManifest;

/**
 * One mapping of a manifest, read key by key; every complaint names key, value and expectation.
 *
 * @param path where in the manifest, with a dot at the end unless it is the top
 * @param tree the mapping itself
 */
record ManifestKeys(String path, JsonNode tree) {

  ManifestKeys {
    if (!tree.isObject()) {
      String place = path.isEmpty() ? "The manifest" : "manifest." + path.replaceAll("\\.$", "");
      throw new BadManifest(place + " is " + tree + ", expected keys with values");
    }
  }

  static BadManifest missing(String key) {
    return new BadManifest("manifest." + key + " is missing, and the tensors do not tell it");
  }

  boolean isEmpty() {
    return tree.isEmpty();
  }

  boolean has(String key) {
    return tree.hasNonNull(key);
  }

  /** The mapping at {@code key}, empty when absent. */
  ManifestKeys under(String key) {
    JsonNode child = has(key) ? tree.get(key) : JsonNodeFactory.instance.objectNode();
    return new ManifestKeys(path + key + ".", child);
  }

  void allow(Collection<String> known) {
    for (Iterator<String> names = tree.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw new BadManifest(
            "manifest.%s is not known, expected one of %s"
                .formatted(path + name, String.join(", ", new TreeSet<>(known))));
      }
    }
  }

  String text(String key, Optional<String> fallback) {
    if (!has(key)) {
      return fallback.orElseThrow(() -> missing(path + key));
    }
    if (!tree.get(key).isValueNode()) {
      throw wrong(key, "a word");
    }
    return tree.get(key).asText();
  }

  float number(String key, Optional<Float> fallback) {
    if (!has(key)) {
      return fallback.orElseThrow(() -> missing(path + key));
    }
    if (!tree.get(key).isNumber()) {
      throw wrong(key, "a number");
    }
    return tree.get(key).floatValue();
  }

  int whole(String key, Optional<Integer> fallback) {
    if (!has(key)) {
      return fallback.orElseThrow(() -> missing(path + key));
    }
    if (!tree.get(key).isInt()) {
      throw wrong(key, "a whole number");
    }
    return tree.get(key).intValue();
  }

  boolean truth(String key, boolean fallback) {
    if (has(key) && !tree.get(key).isBoolean()) {
      throw wrong(key, "true or false");
    }
    return has(key) ? tree.get(key).booleanValue() : fallback;
  }

  <E extends Enum<E>> E choice(String key, Class<E> type, Optional<E> fallback) {
    String text = text(key, fallback.map(Enum::name));
    for (E choice : type.getEnumConstants()) {
      if (choice.name().equals(text)) {
        return choice;
      }
    }
    throw wrong(key, "one of " + List.of(type.getEnumConstants()));
  }

  /** The finite numbers of the list at {@code key}. */
  List<Float> numbers(String key) {
    try {
      List<Float> values = list(key).stream().map(Float::valueOf).toList();
      if (values.stream().allMatch(Float::isFinite)) {
        return values;
      }
    } catch (NumberFormatException e) {
      throw wrong(key, "a list of numbers");
    }
    throw wrong(key, "a list of numbers");
  }

  /** The values of the list at {@code key} as text. */
  List<String> list(String key) {
    var values = new ArrayList<String>();
    if (!tree.path(key).isArray()) {
      throw wrong(key, "a list");
    }
    tree.get(key).forEach(value -> values.add(value.asText()));
    return values;
  }

  /** Every value as text; lists are joined with commas. */
  Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    for (Iterator<String> names = tree.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      boolean list = tree.get(name).isArray();
      texts.put(name, list ? String.join(",", list(name)) : text(name, Optional.of("")));
    }
    return texts;
  }

  BadManifest wrong(String key, String expected) {
    return new BadManifest(path + key, tree.get(key), expected);
  }
}
