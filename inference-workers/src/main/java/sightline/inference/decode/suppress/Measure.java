package sightline.inference.decode.suppress;

/** How much alike two boxes are. Each is at most their intersection over union. */
enum Measure {
  /** Intersection over union. */
  IOU,
  /** The distance of the centers taken off it (Zheng et al. 2020). */
  DIOU
}
