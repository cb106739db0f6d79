package sightline.inference.decode.mask;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import sightline.inference.decode.Tensor;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;

/** Parameters that several families of this package have. */
record MaskParameters(DecoderSpec spec, List<String> labels) {

  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{0,9})?|\\.[0-9]{1,9}");
  private static final Set<String> NOTHING =
      Set.of("background", "__background__", "unlabelled", "unlabeled", "void");

  static MaskParameters of(ModelManifest manifest) {
    return new MaskParameters(manifest.decoder(), manifest.labels());
  }

  /** The number at {@code key}, at least 0. */
  float number(String key, float fallback) {
    String text = spec.text(key, Float.toString(fallback));
    if (!NUMBER.matcher(text).matches()) {
      throw new BadManifest("decoder." + key, text, "a number of 0 or more");
    }
    return Float.parseFloat(text);
  }

  /** The number at {@code key}, more than 0 and less than 1. */
  float share(String key, float fallback) {
    float share = number(key, fallback);
    if (!(share > 0 && share < 1)) {
      throw new BadManifest("decoder." + key, share, "more than 0 and less than 1");
    }
    return share;
  }

  /** The whole number at {@code key}, 0 to {@code most}. */
  int whole(String key, int fallback, int most) {
    float number = number(key, fallback);
    if (number != (int) number || number > most) {
      throw new BadManifest("decoder." + key, number, "a whole number, 0 to " + most);
    }
    return (int) number;
  }

  /** By class, whether it is listed at {@code key}, by label or by id. */
  boolean[] classes(String key, String fallback) {
    boolean[] listed = new boolean[labels.size()];
    String text = spec.text(key, fallback).strip();
    if (!text.isEmpty()) {
      COMMA.splitAsStream(text).forEach(one -> listed[classId(key, one)] = true);
    }
    return listed;
  }

  private int classId(String key, String text) {
    int id = labels.indexOf(text);
    if (id < 0 && text.matches("[0-9]{1,6}")) {
      id = Integer.parseInt(text);
    }
    if (id < 0 || id >= labels.size()) {
      throw new BadManifest(
          "decoder." + key, text, "labels, or numbers from 0 to " + (labels.size() - 1));
    }
    return id;
  }

  /** By class, whether it is no part of a picture: those listed, else those named so. */
  boolean[] background() {
    if (spec.parameters().containsKey("background")) {
      return classes("background", "");
    }
    boolean[] nothing = new boolean[labels.size()];
    for (int id = 0; id < nothing.length; id++) {
      nothing[id] = NOTHING.contains(labels.get(id).toLowerCase(Locale.ROOT));
    }
    return nothing;
  }

  /** The outputs named at {@code key}, in that order; none when the manifest names none. */
  List<String> names(String key) {
    String text = spec.text(key, "").strip();
    return text.isEmpty() ? List.of() : COMMA.splitAsStream(text).toList();
  }

  /** The output {@code name}. */
  static Tensor find(String name, List<Tensor> outputs) {
    return outputs.stream()
        .filter(output -> output.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected an output '%s', found %s".formatted(name, outputs)));
  }
}
