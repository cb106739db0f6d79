package sightline.ingest.source.scene;

/**
 * Something that moves over the junction, at one moment.
 *
 * @param kind what it is
 * @param x middle, m
 * @param y middle, m
 * @param directionX unit vector it looks along
 * @param directionY unit vector it looks along
 * @param stride how far it has come, m; moves the legs
 * @param look 0 to 1, what makes it differ from others of its kind
 */
record Mover(
    Kind kind,
    double x,
    double y,
    double directionX,
    double directionY,
    double stride,
    double look) {

  enum Kind {
    PERSON,
    CAR
  }
}
