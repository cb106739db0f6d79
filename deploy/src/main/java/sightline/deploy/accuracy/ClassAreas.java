package sightline.deploy.accuracy;

import java.util.List;
import sightline.events.Detection;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;
import sightline.ingest.source.scene.truth.SceneClass;

/**
 * How the classes of one frame's pixels agree with the truth, on the grid of the masks.
 *
 * @param shared pixels of each class in both
 * @param either pixels of each class in one or both
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record ClassAreas(long[] shared, long[] either) {

  private static final List<String> LABELS = SceneClass.labels();
  private static final List<String> GROUND = LABELS.subList(0, SceneClass.PERSON.ordinal());
  private static final int NOTHING = -1;

  /** Whether these are classes of pixels, ground among them, and not objects. */
  static boolean isScene(List<Detection> found) {
    return found.stream().anyMatch(one -> one.mask() != Mask.NONE && GROUND.contains(one.label()));
  }

  /**
   * @param truth class of each pixel of the scene, row by row
   */
  static ClassAreas of(List<Detection> found, byte[] truth, FrameSize size) {
    Mask grid =
        found.stream().map(Detection::mask).filter(mask -> mask != Mask.NONE).findFirst().get();
    int[] guess = guess(found, grid);
    var areas = new ClassAreas(new long[LABELS.size()], new long[LABELS.size()]);
    for (int y = 0; y < grid.height(); y++) {
      int row = (2 * y + 1) * size.height() / (2 * grid.height()) * size.width();
      for (int x = 0; x < grid.width(); x++) {
        int known = truth[row + (2 * x + 1) * size.width() / (2 * grid.width())] & 0xFF;
        if (known != SceneClass.UNLABELLED) {
          areas.add(known, guess[x * grid.height() + y]);
        }
      }
    }
    return areas;
  }

  private void add(int known, int guessed) {
    either[known]++;
    if (guessed == known) {
      shared[known]++;
    } else if (guessed != NOTHING) {
      either[guessed]++;
    }
  }

  /** Class by pixel, column by column. */
  private static int[] guess(List<Detection> found, Mask grid) {
    int[] guess = new int[grid.width() * grid.height()];
    java.util.Arrays.fill(guess, NOTHING);
    for (Detection one : found) {
      Mask mask = one.mask();
      int number = LABELS.indexOf(one.label());
      if (number < 0 || mask.width() != grid.width() || mask.height() != grid.height()) {
        continue;
      }
      int at = 0;
      boolean inside = false;
      for (int run : mask.runs()) {
        if (inside) {
          java.util.Arrays.fill(guess, at, at + run, number);
        }
        at += run;
        inside = !inside;
      }
    }
    return guess;
  }
}
