package sightline.inference.family.grid;

import java.util.List;
import sightline.inference.model.Family;

/** The families of this package, in the order in which a model without manifest is compared. */
public final class GridFamilies {

  /*
   * First what metadata and exact numbers of cells tell for sure. NanoDet-Plus with a class more
   * would pass for YOLOX of four strides, which nobody makes, and is asked after it. Last what a
   * single axis of a grid tells, and the finished boxes, which say least of themselves.
   */
  private static final List<Family> KNOWN =
      List.of(
          new Yolov8Family(),
          new YoloxFamily(),
          new Yolov5Family(),
          new NanodetFamily(),
          new Yolov3Family(),
          new Yolov2Family(),
          new FastestdetFamily(),
          new YoloEndToEndFamily());

  private GridFamilies() {}

  public static List<Family> known() {
    return KNOWN;
  }
}
