package sightline.inference.family.prior;

import java.util.List;
import sightline.inference.model.Family;

/** The families of this package, in the order in which a model without manifest is compared. */
public final class PriorFamilies {

  private static final List<Family> KNOWN =
      List.of(
          new TfDetectionFamily(),
          new DetectionOutputFamily(),
          new YunetFamily(),
          new UltrafaceFamily(),
          new RetinanetFamily(),
          new DeimFamily(),
          new DetrFamily(),
          new RtdetrFamily(),
          new SsdFamily());

  private PriorFamilies() {}

  public static List<Family> known() {
    return KNOWN;
  }
}
