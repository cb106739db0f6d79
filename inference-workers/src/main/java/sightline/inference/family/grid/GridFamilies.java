package sightline.inference.family.grid;

import java.util.List;
import sightline.inference.model.Family;

/** The families of this package, in the order in which a model without manifest is compared. */
public final class GridFamilies {

  private static final List<Family> KNOWN = List.of(new YoloxFamily());

  private GridFamilies() {}

  public static List<Family> known() {
    return KNOWN;
  }
}
