package sightline.inference.track;

import java.util.List;

/**
 * Gives free sightings to tracks, so that the sum of what speaks for the pairs is greatest.
 *
 * <p>Threading: one thread. Its arrays are used again and again.
 */
final class Matching {

  private final Assignment assignment = new Assignment();
  private double[] weights = {};
  private int[] columnOfRow = {};
  private int[] sightings = {};

  /** What is matched in one turn. */
  interface Rule {
    /** Whether sightings of this score take part. */
    boolean admits(float score);

    /** What speaks for the pair, 0 or more; 0 when it must not be. */
    double weight(Track track, int sighting);
  }

  /** Each track that gets one is given its sighting; {@code tracks} keeps those that got none. */
  void match(List<Track> tracks, Sightings frame, Rule rule) {
    int columns = admitted(frame, rule);
    int rows = tracks.size();
    reserve(rows, columns);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        weights[row * columns + column] = rule.weight(tracks.get(row), sightings[column]);
      }
    }
    assignment.solve(rows, columns, weights, columnOfRow);
    int left = 0;
    for (int row = 0; row < rows; row++) {
      if (columnOfRow[row] < 0) {
        tracks.set(left++, tracks.get(row));
      } else {
        frame.give(sightings[columnOfRow[row]], tracks.get(row));
      }
    }
    tracks.subList(left, rows).clear();
  }

  private int admitted(Sightings frame, Rule rule) {
    if (sightings.length < frame.size()) {
      sightings = new int[frame.size()];
    }
    int admitted = 0;
    for (int sighting = 0; sighting < frame.size(); sighting++) {
      if (frame.isFree(sighting) && rule.admits(frame.score(sighting))) {
        sightings[admitted++] = sighting;
      }
    }
    return admitted;
  }

  private void reserve(int rows, int columns) {
    if (weights.length < rows * columns) {
      weights = new double[rows * columns];
    }
    if (columnOfRow.length < rows) {
      columnOfRow = new int[rows];
    }
  }
}
