package sightline.inference.decode.grid;

import java.util.Map;

/** The anchors of the nets that everybody knows; see {@link Anchors}. */
public final class UsualAnchors {

  /** Tiny YOLOv2 trained on VOC; in cells. */
  public static final String TINY_YOLOV2_VOC =
      "1.08,1.19, 3.42,4.41, 6.63,11.38, 9.42,5.11, 16.62,10.52";

  /** YOLOv2 and Tiny YOLOv2 trained on COCO; in cells. */
  public static final String YOLOV2_COCO =
      "0.57273,0.677385, 1.87446,2.06253, 3.33843,5.47434, 7.88282,3.52778, 9.77052,9.16828";

  /** YOLOv3 and YOLOv5 trained on COCO, finest grid first; px. */
  public static final String YOLOV3 =
      "10,13, 16,30, 33,23, 30,61, 62,45, 59,119, 116,90, 156,198, 373,326";

  /** Tiny YOLOv3 trained on COCO at 416 px, finest grid first; px. */
  public static final String TINY_YOLOV3 = "10,14, 23,27, 37,58, 81,82, 135,169, 344,319";

  /** Yolo-Fastest 1.1 trained on COCO at 320 px, finest grid first; px. */
  public static final String YOLO_FASTEST = "12,18, 37,49, 52,132, 115,73, 119,199, 242,238";

  private static final Map<String, String> NETS =
      Map.of(
          TINY_YOLOV2_VOC, "Tiny YOLOv2 for VOC",
          YOLOV2_COCO, "YOLOv2 for COCO",
          YOLOV3, "YOLOv3 for COCO",
          TINY_YOLOV3, "Tiny YOLOv3 for COCO at 416 px",
          YOLO_FASTEST, "Yolo-Fastest 1.1 for COCO at 320 px");

  private UsualAnchors() {}

  /** The ones that a region head of so many classes has most likely. */
  public static String region(int classes) {
    return classes == 80 ? YOLOV2_COCO : TINY_YOLOV2_VOC;
  }

  /** The ones that a net with so many heads, three anchors each, has most likely. */
  public static String heads(int heads, int width, int height) {
    if (heads != 2) {
      return YOLOV3;
    }
    return width == 320 && height == 320 ? YOLO_FASTEST : TINY_YOLOV3;
  }

  /** The nets that have {@code anchors}, for messages. */
  public static String nets(String anchors) {
    return NETS.getOrDefault(anchors, "the manifest's own");
  }
}
