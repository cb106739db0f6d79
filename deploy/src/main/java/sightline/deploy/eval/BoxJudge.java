package sightline.deploy.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.events.Detection;
import sightline.events.geometry.Mask;
import sightline.inference.still.StillModel;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Truth;
import sightline.trainer.score.Guess;
import sightline.trainer.score.detection.CocoEvaluator;
import sightline.trainer.score.detection.Confusion;
import sightline.trainer.score.detection.ConfusionEvaluator;
import sightline.trainer.score.detection.Curve;
import sightline.trainer.score.detection.DetectionScore;
import sightline.trainer.score.detection.VocEvaluator;
import sightline.trainer.score.detection.VocEvaluator.Points;

/**
 * Judges boxes, and masks where the model gives them, as COCO and VOC do.
 *
 * <p>Threading: one thread.
 */
final class BoxJudge {

  private static final double CONFUSION_IOU = .5;
  private static final double CONFUSION_SCORE = .25;
  private static final double CURVE_IOU = .5;

  private final ClassMap classes;
  private final List<Sample> samples;
  private final List<Guess> guesses = new ArrayList<>();

  /**
   * @param samples those whose pictures were looked at
   */
  BoxJudge(ClassMap classes, List<Sample> samples, Map<String, StillModel.Look> looks) {
    this.classes = classes;
    this.samples = samples.stream().map(this::inCommon).toList();
    samples.forEach(sample -> guess(sample.id(), looks.get(sample.id()).detections()));
  }

  /** With the objects that count, under their common class. */
  private Sample inCommon(Sample sample) {
    List<Truth> truths =
        sample.truths().stream()
            .filter(truth -> classes.ofData(truth.classId()) >= 0)
            .map(truth -> as(classes.ofData(truth.classId()), truth))
            .toList();
    return new Sample(sample.id(), sample.picture(), sample.size(), truths, sample.scene());
  }

  private static Truth as(int classId, Truth truth) {
    return new Truth(
        classId,
        truth.box(),
        truth.mask(),
        truth.area(),
        truth.crowd(),
        truth.difficult(),
        truth.track());
  }

  private void guess(String sample, List<Detection> detections) {
    for (Detection one : detections) {
      int classId = classes.ofModel(one.classId());
      if (classId >= 0) {
        guesses.add(new Guess(sample, classId, one.box(), one.score(), one.mask()));
      }
    }
  }

  List<Sample> samples() {
    return samples;
  }

  List<Guess> guesses() {
    return List.copyOf(guesses);
  }

  /**
   * The numbers.
   *
   * @param masks whether masks are compared as well
   * @param voc whether the numbers of VOC are wanted
   */
  Findings judge(boolean masks, boolean voc) {
    List<String> labels = classes.labels();
    DetectionScore boxes =
        new CocoEvaluator(CocoEvaluator.Kind.BOX).score(samples, guesses, labels);
    Map<String, Double> scores = new LinkedHashMap<>(named(boxes, ""));
    var remarks = new ArrayList<String>();
    if (masks && samples.stream().anyMatch(BoxJudge::hasMasks)) {
      scores.putAll(
          named(
              new CocoEvaluator(CocoEvaluator.Kind.MASK).score(samples, guesses, labels), "mask"));
    } else if (masks) {
      remarks.add("The model gives masks, but nobody drew any in this dataset: boxes only.");
    }
    if (voc) {
      scores.put(
          "vocAP50",
          new VocEvaluator(Points.EVERY, .5, false).score(samples, guesses, labels).map());
      scores.put(
          "voc07AP50",
          new VocEvaluator(Points.ELEVEN, .5, false).score(samples, guesses, labels).map());
    }
    Confusion confusion =
        new ConfusionEvaluator(CONFUSION_IOU, CONFUSION_SCORE).score(samples, guesses, labels);
    List<Curve> curves =
        boxes.curves().stream().filter(curve -> Math.abs(curve.iou() - CURVE_IOU) < 1e-9).toList();
    return new Findings(scores, perClass(boxes), curves, List.of(confusion), remarks);
  }

  private static boolean hasMasks(Sample sample) {
    return sample.truths().stream().anyMatch(truth -> truth.mask() != Mask.NONE);
  }

  private static Map<String, Double> named(DetectionScore score, String prefix) {
    Map<String, Double> named = new LinkedHashMap<>();
    named.put(prefix + "AP", score.ap());
    named.put(prefix + "AP50", score.ap50());
    named.put(prefix + "AP75", score.ap75());
    named.put(prefix + "APs", score.apSmall());
    named.put(prefix + "APm", score.apMedium());
    named.put(prefix + "APl", score.apLarge());
    named.put(prefix + "AR1", score.ar1());
    named.put(prefix + "AR10", score.ar10());
    named.put(prefix + "AR100", score.ar100());
    named.put(prefix + "ARs", score.arSmall());
    named.put(prefix + "ARm", score.arMedium());
    named.put(prefix + "ARl", score.arLarge());
    return named;
  }

  private static Map<String, Map<String, Double>> perClass(DetectionScore score) {
    Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
    for (DetectionScore.ClassScore one : score.classes()) {
      Map<String, Double> row = new LinkedHashMap<>();
      row.put("objects", (double) one.truths());
      row.put("guesses", (double) one.guesses());
      row.put("AP", one.ap());
      row.put("AP50", one.ap50());
      row.put("AP75", one.ap75());
      row.put("AR100", one.ar100());
      rows.put(one.label(), row);
    }
    return rows;
  }
}
