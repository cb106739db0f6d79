package sightline.trainer.score.track;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.trainer.data.Truth;

/**
 * Follows one video frame by frame and counts what a tracker gets wrong: CLEAR MOT (K. Bernardin
 * and R. Stiefelhagen, 2008) and identity measures (E. Ristani et al., 2016), by the rules of
 * py-motmetrics.
 *
 * <p>On each frame an object keeps the number it had last, if that one still overlaps it enough;
 * the others are paired so that they overlap most in sum. Crowds and difficult objects are left
 * out. Classes are not told apart: give the objects and guesses of one class.
 *
 * <p>Keeps one count for each object, number and pair of them, and no frame. Threading: one thread;
 * one evaluator a video, whose scores are added up with {@link TrackScore#plus}.
 */
public final class TrackEvaluator {

  /** More than all real distances of a frame together. */
  private static final double APART = 1e6;

  private final double minIou;
  private final Map<Long, Long> lastNumber = new HashMap<>();
  private final Map<Long, Sighting> sightings = new LinkedHashMap<>();
  private final Identities identities = new Identities();
  private TrackScore sum = TrackScore.NONE;

  /**
   * An evaluator of one video.
   *
   * @param minIou least overlap of an object and its guess, above 0 to 1; .5 is usual
   */
  public TrackEvaluator(double minIou) {
    if (!(minIou > 0 && minIou <= 1)) {
      throw new IllegalArgumentException(
          "least overlap is %s, expected above 0 to 1".formatted(minIou));
    }
    this.minIou = minIou;
  }

  /** On how many frames an object is there and found, and whether it was found and then lost. */
  private static final class Sighting {
    int frames;
    int found;
    int losses;
    boolean lost;

    void frame(boolean isFound) {
      frames++;
      if (isFound) {
        losses += lost && found > 0 ? 1 : 0;
        found++;
      }
      lost = !isFound;
    }
  }

  /**
   * The next frame.
   *
   * @throws IllegalArgumentException when two objects or two guesses have one number
   */
  public void add(List<Truth> truths, List<TrackGuess> guesses) {
    List<Truth> objects =
        truths.stream().filter(truth -> !truth.crowd() && !truth.difficult()).toList();
    requireDifferent(objects.stream().map(Truth::track).toList(), "objects");
    requireDifferent(guesses.stream().map(TrackGuess::track).toList(), "guesses");
    var distances = new double[objects.size()][guesses.size()];
    for (int i = 0; i < objects.size(); i++) {
      for (int j = 0; j < guesses.size(); j++) {
        distances[i][j] = distance(objects.get(i), guesses.get(j));
        if (distances[i][j] < APART) {
          identities.meet(objects.get(i).track(), guesses.get(j).track());
        }
      }
    }
    int[] chosen = pair(objects, guesses, distances);
    count(objects, guesses, distances, chosen);
  }

  private static void requireDifferent(List<Long> numbers, String what) {
    var seen = new HashSet<Long>();
    for (Long number : numbers) {
      if (!seen.add(number)) {
        throw new IllegalArgumentException(
            "two %s of one frame have the number %d".formatted(what, number));
      }
    }
  }

  private double distance(Truth object, TrackGuess guess) {
    double iou = object.box().iou(guess.box());
    return iou < minIou ? APART : 1 - iou;
  }

  /** The guess of each object, or -1. */
  private int[] pair(List<Truth> objects, List<TrackGuess> guesses, double[][] distances) {
    var chosen = new int[objects.size()];
    var taken = new boolean[guesses.size()];
    var rest = new ArrayList<Integer>();
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = sameAsBefore(objects.get(i), guesses, distances[i], taken);
      if (chosen[i] < 0) {
        rest.add(i);
      } else {
        taken[chosen[i]] = true;
      }
    }
    var cost = new double[rest.size()][];
    for (int i = 0; i < cost.length; i++) {
      cost[i] = distances[rest.get(i)].clone();
      for (int j = 0; j < taken.length; j++) {
        cost[i][j] = taken[j] ? APART : cost[i][j];
      }
    }
    int[] cheapest = Assignment.cheapest(cost);
    for (int i = 0; i < cost.length; i++) {
      boolean near = cheapest[i] >= 0 && cost[i][cheapest[i]] < APART;
      chosen[rest.get(i)] = near ? cheapest[i] : -1;
    }
    return chosen;
  }

  private int sameAsBefore(
      Truth object, List<TrackGuess> guesses, double[] distances, boolean[] taken) {
    Long number = lastNumber.get(object.track());
    for (int j = 0; j < taken.length && number != null; j++) {
      if (!taken[j] && distances[j] < APART && guesses.get(j).track() == number) {
        return j;
      }
    }
    return -1;
  }

  private void count(
      List<Truth> objects, List<TrackGuess> guesses, double[][] distances, int[] chosen) {
    int found = 0;
    int switches = 0;
    double distance = 0;
    for (int i = 0; i < chosen.length; i++) {
      long object = objects.get(i).track();
      sightings.computeIfAbsent(object, absent -> new Sighting()).frame(chosen[i] >= 0);
      if (chosen[i] >= 0) {
        found++;
        distance += distances[i][chosen[i]];
        long number = guesses.get(chosen[i]).track();
        Long last = lastNumber.put(object, number);
        switches += last != null && last != number ? 1 : 0;
      }
    }
    long missed = (long) objects.size() - found;
    long invented = (long) guesses.size() - found;
    sum =
        sum.plus(
            new TrackScore(
                objects.size(),
                guesses.size(),
                missed,
                invented,
                switches,
                0,
                distance,
                0,
                0,
                0,
                0));
  }

  /** The numbers so far. */
  public TrackScore score() {
    long losses = 0;
    long mostlyTracked = 0;
    long mostlyLost = 0;
    for (Sighting one : sightings.values()) {
      losses += one.losses;
      mostlyTracked += (double) one.found / one.frames >= .8 ? 1 : 0;
      mostlyLost += (double) one.found / one.frames < .2 ? 1 : 0;
    }
    return sum.plus(
        new TrackScore(
            0,
            0,
            0,
            0,
            0,
            identities.identified(),
            0,
            losses,
            sightings.size(),
            mostlyTracked,
            mostlyLost));
  }
}
