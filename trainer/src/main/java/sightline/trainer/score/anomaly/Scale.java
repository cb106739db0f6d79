package sightline.trainer.score.anomaly;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The scores of any number of pixels in bounded memory: how many good and bad ones, and what share
 * of the defects, have each score.
 *
 * <p>Scores are told apart to one part in 16,384 (their highest 23 bits); closer ones count as
 * equal. Takes 50 KB for each 2,048 neighbouring scores that occur: some MB in practice, 200 MB at
 * most. Threading: one thread.
 */
final class Scale {

  private static final int BITS = 23;
  private static final int PAGE_BITS = 11;
  private static final int IN_PAGE = (1 << PAGE_BITS) - 1;

  private final Page[] pages = new Page[1 << BITS - PAGE_BITS];

  /** Neighbouring scores, ascending. */
  private static final class Page {
    final long[] good = new long[IN_PAGE + 1];
    final long[] bad = new long[IN_PAGE + 1];
    final double[] share = new double[IN_PAGE + 1];
  }

  void addGood(float score) {
    int place = place(score);
    page(place).good[place & IN_PAGE]++;
  }

  /** A bad pixel that is {@code part} of its defect. */
  void addBad(float score, double part) {
    int place = place(score);
    page(place).bad[place & IN_PAGE]++;
    page(place).share[place & IN_PAGE] += part;
  }

  private Page page(int place) {
    int page = place >> PAGE_BITS;
    if (pages[page] == null) {
      pages[page] = new Page();
    }
    return pages[page];
  }

  /** Floats in the order of their values: all bits of negative ones turned, else the sign alone. */
  private static int place(float score) {
    int bits = Float.floatToIntBits(score + 0f);
    int ordered = bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE;
    return ordered >>> Integer.SIZE - BITS;
  }

  /** Chance that a bad pixel has a higher score than a good one; -1 without one of either. */
  double auroc() {
    double wins = 0;
    long goodBelow = 0;
    long allBad = 0;
    for (Page page : ascending()) {
      for (int i = 0; i <= IN_PAGE; i++) {
        wins += page.bad[i] * (goodBelow + page.good[i] / 2.);
        goodBelow += page.good[i];
        allBad += page.bad[i];
      }
    }
    return goodBelow == 0 || allBad == 0 ? -1 : wins / goodBelow / allBad;
  }

  /**
   * Mean share of the defects that is found while the share of good pixels taken for bad ones rises
   * from 0 to {@code most}; -1 without a good or a bad pixel.
   */
  double regionOverlap(int defects, double most) {
    double allGood = ascending().stream().mapToLong(page -> Arrays.stream(page.good).sum()).sum();
    if (allGood == 0 || defects == 0) {
      return -1;
    }
    List<Page> ascending = ascending();
    double area = 0;
    double alarms = 0;
    double found = 0;
    for (int p = ascending.size() - 1; p >= 0; p--) {
      Page page = ascending.get(p);
      for (int i = IN_PAGE; i >= 0 && alarms < most; i--) {
        double width = page.good[i] / allGood;
        double height = page.share[i] / defects;
        if (width > 0) {
          double used = Math.min(width, most - alarms);
          area += used * (found + height * used / width / 2);
        }
        alarms += width;
        found += height;
      }
    }
    return Math.min(1, area / most);
  }

  private List<Page> ascending() {
    return Arrays.stream(pages).filter(Objects::nonNull).toList();
  }
}
