package sightline.deploy.eval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sightline.events.Detection;
import sightline.events.FrameId;
import sightline.inference.track.Tracker;
import sightline.inference.track.TrackerKind;
import sightline.inference.track.TrackerRules;
import sightline.inference.track.TrackerSettings;
import sightline.inference.track.Trackers;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Truth;
import sightline.trainer.score.Guess;
import sightline.trainer.score.track.TrackEvaluator;
import sightline.trainer.score.track.TrackGuess;
import sightline.trainer.score.track.TrackScore;

/**
 * Judges a tracker: whether objects keep one number over the frames of each video.
 *
 * <p>A video is a folder of frames whose names are their numbers. Classes count of which some
 * object counts; each is scored by itself, and the counts are added up.
 *
 * <p>Threading: one thread.
 */
final class TrackJudge {

  /** Least overlap of an object and what is seen of it, as in MOTChallenge. */
  private static final double LEAST_OVERLAP = .5;

  /** The time between two frames, which the dataset does not tell: that of 25 a second. */
  private static final long FRAME_MILLIS = 40;

  private final List<String> labels;
  private final TrackerSettings settings;

  /**
   * @param labels of the classes in common
   * @param kind not {@link TrackerKind#NONE}
   */
  TrackJudge(List<String> labels, TrackerKind kind) {
    this.labels = labels;
    this.settings = TrackerSettings.of(kind);
  }

  /** By what rules {@code kind} is judged, for the settings of a report. */
  static Map<String, String> settings(TrackerKind kind) {
    TrackerRules rules = TrackerSettings.of(kind).rules();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("tracker", kind.wireName());
    settings.put("trackerHighScore", Double.toString(rules.highScore()));
    if (kind == TrackerKind.BYTETRACK) {
      settings.put("trackerLowScore", Double.toString(rules.lowScore()));
      settings.put("trackerNewScore", Double.toString(rules.newScore()));
    }
    settings.put("trackerFramesPerSecond", Long.toString(1000 / FRAME_MILLIS));
    settings.put("trackOverlap", Double.toString(LEAST_OVERLAP));
    return settings;
  }

  /** The findings of the boxes with the numbers of the tracks before them. */
  Findings with(Findings boxes, List<Sample> samples, List<Guess> guesses) {
    Map<String, Double> scores = new LinkedHashMap<>(named(score(samples, guesses)));
    scores.putAll(boxes.scores());
    var remarks = new ArrayList<>(boxes.remarks());
    if (samples.stream().flatMap(sample -> sample.truths().stream()).anyMatch(Truth::difficult)) {
      remarks.add(
          "Objects that do not count are left out, but what is seen of them is an FP, unlike in"
              + " MOTChallenge's own program.");
    }
    return new Findings(scores, boxes.classes(), boxes.curves(), boxes.confusion(), remarks);
  }

  /** Of all videos together; the classes of samples and guesses are those in common. */
  TrackScore score(List<Sample> samples, List<Guess> guesses) {
    Map<String, List<Guess>> seen = guesses.stream().collect(Collectors.groupingBy(Guess::sample));
    Map<String, List<Sample>> videos =
        samples.stream()
            .collect(Collectors.groupingBy(TrackJudge::video, TreeMap::new, Collectors.toList()));
    var counting = new TreeSet<Integer>();
    samples.stream()
        .flatMap(sample -> sample.truths().stream())
        .filter(truth -> !truth.difficult() && !truth.crowd())
        .forEach(truth -> counting.add(truth.classId()));
    TrackScore sum = TrackScore.NONE;
    for (List<Sample> video : videos.values()) {
      Map<Integer, TrackEvaluator> evaluators = new TreeMap<>();
      counting.forEach(id -> evaluators.put(id, new TrackEvaluator(LEAST_OVERLAP)));
      follow(video, seen, evaluators);
      for (TrackEvaluator evaluator : evaluators.values()) {
        sum = sum.plus(evaluator.score());
      }
    }
    return sum;
  }

  private void follow(
      List<Sample> video, Map<String, List<Guess>> seen, Map<Integer, TrackEvaluator> evaluators) {
    Tracker tracker = Trackers.of(settings).start();
    video.sort(Comparator.comparingLong(TrackJudge::frame));
    for (Sample sample : video) {
      List<Detection> found =
          seen.getOrDefault(sample.id(), List.of()).stream()
              .filter(guess -> evaluators.containsKey(guess.classId()))
              .map(this::detection)
              .toList();
      List<Detection> named = update(tracker, sample, found);
      evaluators.forEach((id, evaluator) -> evaluator.add(truths(sample, id), tracks(named, id)));
    }
  }

  /** The detections of {@code sample}, the next frame of its video, with their numbers. */
  static List<Detection> update(Tracker tracker, Sample sample, List<Detection> found) {
    long frame = frame(sample);
    Instant at = Instant.ofEpochMilli(FRAME_MILLIS * frame);
    return tracker.update(new FrameId("video", 0, frame), at, found);
  }

  private Detection detection(Guess guess) {
    return new Detection(
        guess.box(), guess.classId(), labels.get(guess.classId()), (float) guess.score());
  }

  private static List<Truth> truths(Sample sample, int classId) {
    return sample.truths().stream().filter(truth -> truth.classId() == classId).toList();
  }

  private static List<TrackGuess> tracks(List<Detection> named, int classId) {
    return named.stream()
        .filter(one -> one.track() > 0 && one.classId() == classId)
        .map(one -> new TrackGuess(one.track(), one.box()))
        .toList();
  }

  private static String video(Sample sample) {
    return sample.id().substring(0, sample.id().lastIndexOf('/') + 1);
  }

  private static long frame(Sample sample) {
    return Long.parseLong(sample.id().substring(sample.id().lastIndexOf('/') + 1));
  }

  private static Map<String, Double> named(TrackScore score) {
    Map<String, Double> named = new LinkedHashMap<>();
    named.put("MOTA", score.mota());
    named.put("IDF1", score.idf1());
    named.put("MOTP", score.motp());
    named.put("IDP", score.identityPrecision());
    named.put("IDR", score.identityRecall());
    named.put("switches", (double) score.switches());
    named.put("FP", (double) score.invented());
    named.put("FN", (double) score.missed());
    named.put("MT", (double) score.mostlyTracked());
    named.put("ML", (double) score.mostlyLost());
    named.put("fragmentations", (double) score.fragmentations());
    named.put("tracks", (double) score.tracks());
    return named;
  }
}
