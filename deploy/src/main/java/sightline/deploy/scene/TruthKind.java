package sightline.deploy.scene;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a dataset of a scene is to say of its pictures. */
public enum TruthKind {
  /** People and cars, as COCO writes them. */
  BOXES("coco", List.of("train", "val", "test")),
  /** The class of each pixel, as label maps. */
  MASKS("masks", List.of("train", "val", "test")),
  /** What is normal to learn from, and what is odd to test with, as MVTec writes it. */
  NORMAL("mvtec", List.of("train", "test"));

  private static final double FIRST_SHARE = 0.7;

  private final String format;
  private final List<String> splits;

  TruthKind(String format, List<String> splits) {
    this.format = format;
    this.splits = splits;
  }

  /** The format's name among those that the trainer reads. */
  public String format() {
    return format;
  }

  /** The splits; the first one is learned from. */
  public List<String> splits() {
    return splits;
  }

  /** Part of all pictures that a split gets, 0 to 1. */
  double share(String split) {
    return split.equals(splits.get(0)) ? FIRST_SHARE : (1 - FIRST_SHARE) / (splits.size() - 1);
  }

  /** As written on the command line. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * By its {@link #wireName}.
   *
   * @throws IllegalArgumentException when there is no such kind
   */
  public static TruthKind of(String wireName) {
    return Arrays.stream(values())
        .filter(kind -> kind.wireName().equals(wireName.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "truth is '%s', expected one of %s".formatted(wireName, names())));
  }

  /**
   * What a recipe's task learns from.
   *
   * @throws IllegalArgumentException when scenes cannot tell what that task learns
   */
  public static TruthKind ofTask(String task) {
    return switch (task) {
      case "detect" -> BOXES;
      case "semantic" -> MASKS;
      case "anomaly", "autoencode" -> NORMAL;
      default ->
          throw new IllegalArgumentException(
              "task is '%s', expected for a scene: detect, semantic, anomaly or autoencode"
                  .formatted(task));
    };
  }

  private static String names() {
    return Arrays.stream(values()).map(TruthKind::wireName).collect(Collectors.joining(", "));
  }
}
