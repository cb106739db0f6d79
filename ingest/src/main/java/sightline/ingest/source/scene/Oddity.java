package sightline.ingest.source.scene;

/**
 * Something that does not belong on the junction, for as long as it is there.
 *
 * @param kind what it is
 * @param x middle, m
 * @param y middle, m
 * @param angle it lies or stands at, radians from the main road
 * @param look 0 to 1, what makes it differ from others of its kind
 * @param begins when it is there from, s of the scene's time
 * @param ends when it is gone, s
 */
record Oddity(
    Kind kind, double x, double y, double angle, double look, double begins, double ends) {

  enum Kind {
    /** A load wrapped in violet, as high as a person. */
    LOAD,
    /** A tree across the road. */
    TREE,
    /** A pool of something dark. */
    SPILL,
    /** A car that stands on a sidewalk. */
    CAR,
    SMOKE;

    String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The stray car as it is painted. */
  Mover car() {
    return new Mover(Mover.Kind.CAR, x, y, Math.cos(angle), Math.sin(angle), 0, look);
  }
}
