package sightline.trainer.score.track;

/**
 * CLEAR MOT and identity numbers of one video, or of several together.
 *
 * @param objects on all frames together
 * @param guesses on all frames together
 * @param missed objects without a guess
 * @param invented guesses without an object
 * @param switches objects found under another number than before
 * @param identified guesses that bear the one number that suits their object best over the video
 * @param distance sum of 1 - overlap over all objects that are found
 * @param fragmentations times that an object is lost and found again later
 * @param tracks different objects
 * @param mostlyTracked objects found on at least 80 % of their frames
 * @param mostlyLost objects found on less than 20 % of their frames
 */
public record TrackScore(
    long objects,
    long guesses,
    long missed,
    long invented,
    long switches,
    long identified,
    double distance,
    long fragmentations,
    long tracks,
    long mostlyTracked,
    long mostlyLost) {

  /** The score of no video. */
  public static final TrackScore NONE = new TrackScore(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * Accuracy: 1 less the errors an object, at most 1 and without a least value; -1 without objects.
   */
  public double mota() {
    return objects == 0 ? -1 : 1 - ratio(missed + invented + switches, objects);
  }

  /** Mean of 1 - overlap over the objects that are found, 0 is best; -1 when none is. */
  public double motp() {
    return ratio(distance, objects - missed);
  }

  /** F1 of the identities, 0 to 1; -1 when nothing is there or claimed. */
  public double idf1() {
    return ratio(2. * identified, objects + guesses);
  }

  /** Share of the guesses that are identified, 0 to 1; -1 without guesses. */
  public double identityPrecision() {
    return ratio(identified, guesses);
  }

  /** Share of the objects that are identified, 0 to 1; -1 without objects. */
  public double identityRecall() {
    return ratio(identified, objects);
  }

  /** Share of the objects that are found, 0 to 1; -1 without objects. */
  public double recall() {
    return ratio(objects - missed, objects);
  }

  /** Share of the guesses that find an object, 0 to 1; -1 without guesses. */
  public double precision() {
    return ratio(guesses - invented, guesses);
  }

  /** Both together, as of two videos. */
  public TrackScore plus(TrackScore other) {
    return new TrackScore(
        objects + other.objects,
        guesses + other.guesses,
        missed + other.missed,
        invented + other.invented,
        switches + other.switches,
        identified + other.identified,
        distance + other.distance,
        fragmentations + other.fragmentations,
        tracks + other.tracks,
        mostlyTracked + other.mostlyTracked,
        mostlyLost + other.mostlyLost);
  }

  private static double ratio(double part, long whole) {
    return whole == 0 ? -1 : part / whole;
  }
}
