package sightline.trainer.fit.detect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.events.Detection;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;
import sightline.trainer.data.Sample;
import sightline.trainer.data.SceneSource;
import sightline.trainer.data.Truth;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Batch.Labelled;
import sightline.trainer.feed.Guessed;
import sightline.trainer.fit.task.Task.Judge;
import sightline.trainer.score.Guess;
import sightline.trainer.score.detection.CocoEvaluator;
import sightline.trainer.score.detection.DetectionScore;

/**
 * Average precision of boxes in px of the input.
 *
 * <p>Threading: one thread.
 */
final class DetectionJudge implements Judge {

  private final List<String> labels;
  private final List<Sample> samples = new ArrayList<>();
  private final List<Guess> guesses = new ArrayList<>();

  DetectionJudge(List<String> labels) {
    this.labels = labels;
  }

  @Override
  public void add(Batch batch, List<Guessed> answers) {
    for (int i = 0; i < batch.size(); i++) {
      String id = "%08d".formatted(samples.size()); // names may repeat
      List<Truth> truths = batch.objects().get(i).stream().map(DetectionJudge::truth).toList();
      samples.add(new Sample(id, Path.of(id), FrameSize.UNKNOWN, truths, SceneSource.NONE));
      for (Detection object : answers.get(i).objects()) {
        guesses.add(new Guess(id, object.classId(), object.box(), object.score(), Mask.NONE));
      }
    }
  }

  private static Truth truth(Labelled object) {
    return new Truth(
        object.classId(), object.box(), Mask.NONE, object.box().area(), false, object.ignored(), 0);
  }

  @Override
  public Map<String, Double> metrics() {
    DetectionScore score =
        new CocoEvaluator(CocoEvaluator.Kind.BOX).score(samples, guesses, labels);
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put("ap50", score.ap50());
    metrics.put("ap", score.ap());
    metrics.put("ap75", score.ap75());
    metrics.put("recall", score.ar100());
    return metrics;
  }
}
