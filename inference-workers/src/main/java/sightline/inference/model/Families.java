package sightline.inference.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The families we know, in the order in which a model without manifest is compared with them. */
public final class Families {

  private static final List<Family> KNOWN = List.of(new YoloxFamily());

  private Families() {}

  public static List<Family> known() {
    return KNOWN;
  }

  public static Optional<Family> named(String name) {
    return KNOWN.stream().filter(family -> family.name().equals(name)).findFirst();
  }

  /** For messages: {@code yolox (float[N,3,H,W] -> …)}. */
  static String described() {
    return KNOWN.stream()
        .map(family -> family.name() + " (" + family.tensors() + ")")
        .collect(Collectors.joining(", "));
  }
}
