package sightline.inference.track;

import java.time.Duration;

/**
 * When two boxes of two frames are one object, and for how long an object is remembered.
 *
 * @param perClass whether an object keeps its label; else a car may go on as a truck
 * @param highScore from this score on a detection is looked at first, 0 to 1; SORT sees no others
 * @param lowScore ByteTrack: below this score a detection is passed over, 0 to {@code highScore}
 * @param newScore ByteTrack: least score of a detection that begins a track, {@code highScore} to 1
 * @param sortOverlap SORT: least overlap, as intersection over union, of a track and its detection
 * @param firstOverlap ByteTrack: least overlap times score for detections of a high score
 * @param secondOverlap ByteTrack: least overlap for those of a low score
 * @param youngOverlap ByteTrack: least overlap times score for tracks that are one frame old
 * @param minHits SORT: detections after its first until a track is told of, frames
 * @param maxAge SORT: frames in a row without detection after which a track lives on
 * @param lostFor ByteTrack: how long a track without detection may be found again
 * @param maxGap after so long without any frame of the camera all its tracks end
 * @param maxTracks most tracks of one camera and slot, and most detections of one frame looked at;
 *     those of the best scores are
 */
public record TrackerRules(
    boolean perClass,
    double highScore,
    double lowScore,
    double newScore,
    double sortOverlap,
    double firstOverlap,
    double secondOverlap,
    double youngOverlap,
    int minHits,
    int maxAge,
    Duration lostFor,
    Duration maxGap,
    int maxTracks) {

  /** What {@code inference.yaml} says. */
  public static final TrackerRules USUAL =
      new TrackerRules(
          true,
          .5,
          .1,
          .6,
          .3,
          .2,
          .5,
          .3,
          3,
          1,
          Duration.ofMillis(1200),
          Duration.ofSeconds(5),
          128);

  /** More would make the assignment, whose time grows with the cube, too slow for a frame. */
  static final int MOST_TRACKS = 512;

  public TrackerRules {
    between("lowScore", lowScore, 0, 1);
    between("highScore", highScore, lowScore, 1);
    between("newScore", newScore, highScore, 1);
    between("sortOverlap", sortOverlap, 0, 1);
    between("firstOverlap", firstOverlap, 0, 1);
    between("secondOverlap", secondOverlap, 0, 1);
    between("youngOverlap", youngOverlap, 0, 1);
    between("minHits", minHits, 0, 100);
    between("maxAge", maxAge, 0, 1000);
    require(!lostFor.isNegative(), "lostFor", lostFor, "zero or more");
    require(maxGap.compareTo(Duration.ZERO) > 0, "maxGap", maxGap, "more than zero");
    between("maxTracks", maxTracks, 1, MOST_TRACKS);
  }

  private static void between(String key, double value, double from, double to) {
    require(value >= from && value <= to, key, value, from + " to " + to);
  }

  private static void between(String key, int value, int from, int to) {
    require(value >= from && value <= to, key, value, from + " to " + to);
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "inference.tracking.%s is %s, expected %s".formatted(key, value, expected));
    }
  }
}
