package sightline.deploy.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sightline.deploy.console.BadInput;
import sightline.events.Detection;
import sightline.inference.still.StillModel;
import sightline.trainer.data.Sample;

/**
 * Judges a classifier: a picture counts when all that is on it is of one class, and is right when
 * the model is surest of that class.
 */
final class ClassJudge {

  private ClassJudge() {}

  static Findings judge(
      ClassMap classes, List<Sample> samples, Map<String, StillModel.Look> looks) {
    Map<String, long[]> tallies = new LinkedHashMap<>();
    classes.labels().forEach(label -> tallies.put(label, new long[2]));
    for (Sample sample : samples) {
      Set<Integer> shown =
          sample.truths().stream()
              .map(truth -> classes.ofData(truth.classId()))
              .collect(Collectors.toSet());
      if (shown.size() == 1 && !shown.contains(-1)) {
        int known = shown.iterator().next();
        long[] tally = tallies.get(classes.labels().get(known));
        tally[0]++;
        List<Detection> seen = looks.get(sample.id()).detections();
        tally[1] += !seen.isEmpty() && classes.ofModel(seen.get(0).classId()) == known ? 1 : 0;
      }
    }
    return findings(tallies);
  }

  private static Findings findings(Map<String, long[]> tallies) {
    long all = tallies.values().stream().mapToLong(tally -> tally[0]).sum();
    long right = tallies.values().stream().mapToLong(tally -> tally[1]).sum();
    if (all == 0) {
      throw new BadInput(
          "the model classifies whole pictures, but no picture shows objects of one class only");
    }
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("accuracy", (double) right / all);
    Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
    tallies.forEach(
        (label, tally) -> {
          Map<String, Double> row = new LinkedHashMap<>();
          row.put("pictures", (double) tally[0]);
          row.put("accuracy", tally[0] == 0 ? -1 : (double) tally[1] / tally[0]);
          rows.put(label, row);
        });
    return new Findings(scores, rows, List.of(), List.of(), List.of());
  }
}
