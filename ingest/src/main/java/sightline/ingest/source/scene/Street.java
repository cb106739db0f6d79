package sightline.ingest.source.scene;

/**
 * The plan of the junction, in meters: two roads of two lanes, sidewalks along them, a zebra
 * crossing over each arm, walked in the middle of the sidewalks.
 */
final class Street {

  /** From the middle of a road to its curb. */
  static final double CURB = 3.6;

  /** From the middle of a road to the middle of a lane; cars keep to the right. */
  static final double LANE = 1.8;

  /** From the middle of a road to the outer edge of its sidewalk. */
  static final double SIDEWALK = 7.4;

  /** From the middle of the junction to the middle of a zebra crossing and of a sidewalk. */
  static final double WALKWAY = 5.6;

  /** Half the depth of a zebra crossing. */
  static final double ZEBRA = 1.35;

  /** From the middle of the junction to where cars stop. */
  static final double STOP = 8.1;

  /** How far out things come into being and vanish, out of sight. */
  static final double END = 60;

  private Street() {}
}
