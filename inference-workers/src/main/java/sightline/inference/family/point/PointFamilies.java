package sightline.inference.family.point;

import java.util.List;
import sightline.inference.model.Family;

/** The families of this package, in the order in which a model without manifest is compared. */
public final class PointFamilies {

  private static final List<Family> KNOWN =
      List.of(
          new CenterNetFamily(),
          new CornerNetFamily(),
          new FasterRcnnFamily(),
          new LocalizerFamily(),
          new ClassifierFamily());

  private PointFamilies() {}

  public static List<Family> known() {
    return KNOWN;
  }
}
