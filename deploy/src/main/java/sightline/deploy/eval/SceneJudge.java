package sightline.deploy.eval;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import sightline.events.Detection;
import sightline.inference.still.StillModel;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Scene;
import sightline.trainer.data.Truth;
import sightline.trainer.score.scene.PanopticEvaluator;
import sightline.trainer.score.scene.PanopticScore;
import sightline.trainer.score.scene.SceneEvaluator;
import sightline.trainer.score.scene.SceneScore;

/**
 * Judges what each pixel is said to show: semantic masks by class, panoptic masks by object.
 *
 * <p>Of semantic masks, labelled pixels of classes that do not count are one class more, so that a
 * road seen where a house stands is an error. It has no part in the means over classes.
 *
 * <p>Threading: one thread; one scene in memory at a time.
 */
final class SceneJudge {

  private final ClassMap classes;
  private final List<Sample> samples;
  private final Map<String, StillModel.Look> looks;
  private final List<String> remarks = new ArrayList<>();

  SceneJudge(ClassMap classes, List<Sample> samples, Map<String, StillModel.Look> looks) {
    this.classes = classes;
    this.samples = samples;
    this.looks = looks;
  }

  Findings semantic() {
    var labels = new ArrayList<>(classes.labels());
    labels.add("everything else");
    var evaluator = new SceneEvaluator(labels);
    for (Sample sample : samples) {
      Scene truth = truth(sample, false);
      if (truth != null) {
        evaluator.add(truth, guess(truth, looks.get(sample.id()).detections(), false));
      }
    }
    SceneScore score = evaluator.score();
    List<SceneScore.ClassScore> counted = score.classes().subList(0, classes.labels().size());
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("mIoU", mean(counted, SceneScore.ClassScore::iou));
    scores.put("pixelAccuracy", score.pixelAccuracy());
    scores.put("meanAccuracy", mean(counted, SceneScore.ClassScore::accuracy));
    scores.put("Dice", mean(counted, SceneScore.ClassScore::dice));
    Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
    for (SceneScore.ClassScore one : counted) {
      Map<String, Double> row = new LinkedHashMap<>();
      row.put("pixels", (double) one.pixels());
      row.put("IoU", one.iou());
      row.put("Dice", one.dice());
      row.put("accuracy", one.accuracy());
      rows.put(one.label(), row);
    }
    return new Findings(scores, rows, List.of(), List.of(), remarks);
  }

  private static double mean(
      List<SceneScore.ClassScore> counted, ToDoubleFunction<SceneScore.ClassScore> number) {
    return counted.stream().mapToDouble(number).filter(value -> value >= 0).average().orElse(-1);
  }

  Findings panoptic() {
    var evaluator = new PanopticEvaluator(classes.labels(), things());
    for (Sample sample : samples) {
      Scene truth = truth(sample, true);
      if (truth != null) {
        evaluator.add(truth, guess(truth, looks.get(sample.id()).detections(), true));
      }
    }
    PanopticScore score = evaluator.score();
    Map<String, Double> scores = new LinkedHashMap<>();
    add(scores, "", score.all());
    add(scores, "things", score.things());
    add(scores, "stuff", score.stuff());
    Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
    for (PanopticScore.ClassScore one : score.classes()) {
      Map<String, Double> row = new LinkedHashMap<>();
      row.put("found", (double) one.found());
      row.put("missed", (double) one.missed());
      row.put("invented", (double) one.invented());
      add(row, "", one.quality());
      rows.put(one.label(), row);
    }
    return new Findings(scores, rows, List.of(), List.of(), remarks);
  }

  private static void add(
      Map<String, Double> scores, String prefix, PanopticScore.Quality quality) {
    scores.put(prefix + "PQ", quality.panoptic());
    scores.put(prefix + "SQ", quality.segmentation());
    scores.put(prefix + "RQ", quality.recognition());
  }

  /** Classes that the dataset tells apart as objects. */
  private Set<Integer> things() {
    var things = new TreeSet<Integer>();
    for (Sample sample : samples) {
      for (Truth truth : sample.truths()) {
        things.add(classes.ofData(truth.classId()));
      }
    }
    things.remove(-1);
    return things;
  }

  /** With classes in common; null, and said, when it cannot be read. */
  private Scene truth(Sample sample, boolean byObject) {
    try {
      Scene scene = sample.scene().read();
      var parts = new ArrayList<Scene.Part>();
      for (Scene.Part part : scene.parts()) {
        int classId = classes.ofData(part.classId());
        if (classId >= 0) {
          parts.add(new Scene.Part(part.id(), classId, byObject && part.crowd()));
        } else if (!byObject) {
          parts.add(new Scene.Part(part.id(), classes.labels().size(), false));
        }
      }
      return new Scene(scene.width(), scene.height(), scene.ids(), parts);
    } catch (IOException e) {
      remarks.add("%s is left out: %s".formatted(sample.id(), e.getMessage()));
      return null;
    }
  }

  /** A scene of the size of {@code truth}; where masks overlap the surest shows. */
  private Scene guess(Scene truth, List<Detection> detections, boolean byObject) {
    int[] ids = new int[truth.width() * truth.height()];
    Arrays.fill(ids, -1);
    var parts = new LinkedHashMap<Integer, Scene.Part>();
    if (!byObject) {
      parts.put(-1, new Scene.Part(-1, classes.labels().size(), false));
    }
    for (int rank = detections.size() - 1; rank >= 0; rank--) {
      Detection one = detections.get(rank);
      int classId = classes.ofModel(one.classId());
      if (classId >= 0) {
        int id = byObject ? rank : classId;
        paint(one, id, truth, ids);
        parts.put(id, new Scene.Part(id, classId, false));
      }
    }
    return new Scene(truth.width(), truth.height(), ids, List.copyOf(parts.values()));
  }

  private static void paint(Detection one, int id, Scene scene, int[] ids) {
    int width = one.mask().width();
    int height = one.mask().height();
    boolean[] inside = new boolean[width * height]; // column by column, as in COCO
    int at = 0;
    boolean covers = false;
    for (int run : one.mask().runs()) {
      Arrays.fill(inside, at, at + run, covers);
      at += run;
      covers = !covers;
    }
    for (int y = 0; y < scene.height(); y++) {
      int row = (int) ((y + .5) * height / scene.height());
      for (int x = 0; x < scene.width(); x++) {
        int column = (int) ((x + .5) * width / scene.width());
        if (inside[column * height + row]) {
          ids[y * scene.width() + x] = id;
        }
      }
    }
  }
}
