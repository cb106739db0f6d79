package sightline.trainer.score.anomaly;

import java.util.ArrayList;
import java.util.List;
import sightline.trainer.shape.Runs;

/**
 * Compares how abnormal pictures and their pixels are thought to be with the defects that are known
 * (areas under the ROC curve; per-region overlap as in P. Bergmann et al., "MVTec AD", 2021).
 *
 * <p>Keeps one number a picture, and for pixels some MB, 200 at most, however many there are: their
 * scores are told apart to one part in 16,384. Threading: one thread.
 */
public final class AnomalyEvaluator {

  /** Share of good pixels taken for defects up to which regions are scored. */
  public static final double MOST_ALARMS = .3;

  private final List<Picture> pictures = new ArrayList<>();
  private final Scale scale = new Scale();
  private int defects;

  private record Picture(double score, boolean bad) {}

  /**
   * A picture of which only the whole is judged.
   *
   * @param bad whether it has a defect
   * @param score higher for what is thought to be abnormal
   */
  public void add(boolean bad, double score) {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException(
          "the score of picture %d is NaN".formatted(pictures.size()));
    }
    pictures.add(new Picture(score + 0., bad));
  }

  /**
   * A picture and its pixels.
   *
   * @param known the pixels that are defects; none on a good picture
   * @param score of the whole picture, higher for what is thought to be abnormal
   * @param map score of each pixel, row by row, in the size of {@code known}
   * @throws IllegalArgumentException when the sizes differ or a score is NaN; nothing is added
   */
  public void add(Runs known, double score, float[] map) {
    if (map.length != known.width() * known.height()) {
      throw new IllegalArgumentException(
          "%d scores of pixels for a picture of %dx%d"
              .formatted(map.length, known.width(), known.height()));
    }
    for (int at = 0; at < map.length; at++) {
      if (Float.isNaN(map[at])) {
        throw new IllegalArgumentException("the score of pixel %d is NaN".formatted(at));
      }
    }
    add(known.area() > 0, score);
    var regions = new Regions(known);
    for (int at = 0; at < map.length; at++) {
      int region = regions.of(at);
      if (region == Regions.OUTSIDE) {
        scale.addGood(map[at]);
      } else {
        scale.addBad(map[at], 1. / regions.area(region));
      }
    }
    defects += regions.count();
  }

  /** The numbers so far. */
  public AnomalyScore score() {
    int bad = (int) pictures.stream().filter(Picture::bad).count();
    return new AnomalyScore(
        imageAuroc(bad, pictures.size() - bad),
        scale.auroc(),
        scale.regionOverlap(defects, MOST_ALARMS),
        pictures.size() - bad,
        bad,
        defects);
  }

  private double imageAuroc(long bad, long good) {
    double[] badScores = scores(true);
    double[] goodScores = scores(false);
    double wins = 0;
    int below = 0;
    int upTo = 0;
    for (double score : badScores) {
      while (below < goodScores.length && goodScores[below] < score) {
        below++;
      }
      while (upTo < goodScores.length && goodScores[upTo] <= score) {
        upTo++;
      }
      wins += (below + upTo) / 2.;
    }
    return bad == 0 || good == 0 ? -1 : wins / bad / good;
  }

  private double[] scores(boolean bad) {
    return pictures.stream()
        .filter(picture -> picture.bad == bad)
        .mapToDouble(Picture::score)
        .sorted()
        .toArray();
  }
}
