package sightline.inference.family;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sightline.inference.family.grid.GridFamilies;
import sightline.inference.family.mask.MaskFamilies;
import sightline.inference.family.point.PointFamilies;
import sightline.inference.family.prior.PriorFamilies;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;

/** The families we know, in the order in which a model without manifest is compared with them. */
public final class Families {

  private static final List<Family> KNOWN =
      Stream.of(
              MaskFamilies.known(),
              GridFamilies.known(),
              PriorFamilies.known(),
              PointFamilies.known())
          .flatMap(List::stream)
          .toList();

  private Families() {}

  public static List<Family> known() {
    return KNOWN;
  }

  public static Optional<Family> named(String name) {
    return KNOWN.stream().filter(family -> family.name().equals(name)).findFirst();
  }

  /** What nets of {@code family} can be for, words of {@link ModelManifest#TASKS}. */
  public static List<String> tasks(Family family) {
    return switch (family.name()) {
      case "heat" -> List.of("anomaly");
      case "classifier" -> List.of("classify");
      case "localizer" -> List.of("detect", "classify");
      default ->
          MaskFamilies.known().contains(family)
              ? List.of("instance", "semantic", "panoptic")
              : List.of("detect");
    };
  }

  /** For messages: {@code yolox, yolov8, ssd}. */
  public static String described() {
    return KNOWN.stream().map(Family::name).collect(Collectors.joining(", "));
  }
}
