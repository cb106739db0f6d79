package sightline.trainer.score.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sightline.events.geometry.FrameSize;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Truth;
import sightline.trainer.score.Guess;

/**
 * What is known and what is claimed of one picture, or of one class on it.
 *
 * @param sample id of the picture
 * @param size of the picture
 * @param truths as they are listed
 * @param guesses best first; as they are listed where scores are equal
 */
record Case(String sample, FrameSize size, List<Truth> truths, List<Guess> guesses) {

  private static final Comparator<Guess> BEST_FIRST =
      Comparator.comparingDouble((Guess guess) -> guess.score() + 0.).reversed();

  /** One for each picture. */
  static List<Case> byPicture(List<Sample> samples, List<Guess> guesses, List<String> labels) {
    var cases = new ArrayList<Case>();
    var places = new HashMap<String, Integer>();
    for (Sample sample : samples) {
      if (places.put(sample.id(), cases.size()) != null) {
        throw new IllegalArgumentException("two samples are called " + sample.id());
      }
      for (Truth truth : sample.truths()) {
        requireClass(truth.classId(), labels, sample.id());
      }
      cases.add(new Case(sample.id(), sample.size(), sample.truths(), new ArrayList<>()));
    }
    for (Guess guess : guesses) {
      cases.get(place(guess, places, labels)).guesses.add(guess);
    }
    cases.forEach(one -> one.guesses.sort(BEST_FIRST));
    return cases;
  }

  /** For each class one for each picture on which it is, or is claimed to be. */
  static List<List<Case>> byClass(List<Sample> samples, List<Guess> guesses, List<String> labels) {
    var classes = new ArrayList<List<Case>>();
    labels.forEach(label -> classes.add(new ArrayList<>()));
    for (Case picture : byPicture(samples, guesses, labels)) {
      for (Truth truth : picture.truths) {
        last(classes.get(truth.classId()), picture).truths.add(truth);
      }
      for (Guess guess : picture.guesses) {
        last(classes.get(guess.classId()), picture).guesses.add(guess);
      }
    }
    return classes;
  }

  private static Case last(List<Case> cases, Case picture) {
    int end = cases.size() - 1;
    if (end < 0 || !cases.get(end).sample.equals(picture.sample)) {
      cases.add(new Case(picture.sample, picture.size, new ArrayList<>(), new ArrayList<>()));
      end++;
    }
    return cases.get(end);
  }

  private static int place(Guess guess, Map<String, Integer> places, List<String> labels) {
    Integer place = places.get(guess.sample());
    if (place == null) {
      throw new IllegalArgumentException(
          "a guess about sample %s, which is not there".formatted(guess.sample()));
    }
    if (Double.isNaN(guess.score())) {
      throw new IllegalArgumentException(
          "a guess about sample %s has no score".formatted(guess.sample()));
    }
    requireClass(guess.classId(), labels, guess.sample());
    return place;
  }

  private static void requireClass(int classId, List<String> labels, String sample) {
    if (classId < 0 || classId >= labels.size()) {
      throw new IllegalArgumentException(
          "class %d on sample %s, expected 0 to %d".formatted(classId, sample, labels.size() - 1));
    }
  }
}
