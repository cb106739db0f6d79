package sightline.inference.family.mask;

import java.util.List;
import sightline.inference.model.Family;

/** The families of this package, in the order in which a model without manifest is compared. */
public final class MaskFamilies {

  private static final List<Family> KNOWN =
      List.of(
          new HeatFamily(),
          new YoloInstanceFamily(),
          new MaskRcnnFamily(),
          new PanopticFpnFamily(),
          new MaskClassificationFamily(),
          new SemanticFamily());

  private MaskFamilies() {}

  public static List<Family> known() {
    return KNOWN;
  }
}
