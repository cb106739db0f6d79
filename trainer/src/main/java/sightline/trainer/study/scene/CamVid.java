package sightline.trainer.study.scene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.Dataset;
import sightline.trainer.data.ReadRules;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Scene;
import sightline.trainer.data.SceneSource;
import sightline.trainer.data.Truth;
import sightline.trainer.data.format.DatasetFormat;
import sightline.trainer.feed.load.Pool;
import sightline.trainer.shape.Runs;

/**
 * Street scenes whose pixels are labelled (G. Brostow et al., "Semantic object classes in video",
 * 2009), in the eleven classes that A. Kendall's SegNet made of them. Asked for in three ways.
 *
 * <p>Threading: immutable, any thread.
 *
 * @param samples of one split
 */
record CamVid(List<Sample> samples) {

  static final List<String> CLASSES =
      List.of(
          "sky",
          "building",
          "pole",
          "road",
          "pavement",
          "tree",
          "sign",
          "fence",
          "car",
          "pedestrian",
          "bicyclist");

  /** Labels of which a pixel may have several, and the classes that have each. */
  static final Map<String, List<String>> GROUPS = groups();

  static final String ROAD = "road";
  static final String REST = "rest";

  private static Map<String, List<String>> groups() {
    var groups = new LinkedHashMap<String, List<String>>();
    groups.put("ground", List.of(ROAD, "pavement"));
    groups.put("drivable", List.of(ROAD));
    groups.put("built", List.of("building", "pole", "sign", "fence"));
    groups.put("nature", List.of("sky", "tree"));
    groups.put("moving", List.of("car", "pedestrian", "bicyclist"));
    groups.put("person", List.of("pedestrian", "bicyclist"));
    return groups;
  }

  /**
   * Reads a split; label maps are read when asked for.
   *
   * @param most pictures, spread over the split; 0 for all
   */
  static CamVid read(Path folder, String split, int most) throws IOException, BadDataset {
    ReadRules rules = ReadRules.USUAL.ofSplit(split).withLabels(CLASSES);
    Dataset dataset = DatasetFormat.MASKS.find(folder).read(rules);
    List<Sample> all = dataset.samples();
    if (all.isEmpty()) {
      throw new BadDataset(
          "%s has no pictures in %s with maps in %sannot, expected those of CamVid"
              .formatted(folder, split, split));
    }
    int count = most == 0 ? all.size() : Math.min(most, all.size());
    var some = new ArrayList<Sample>();
    for (int i = 0; i < count; i++) {
      some.add(all.get((int) ((long) i * all.size() / count)));
    }
    return new CamVid(some);
  }

  /** One of eleven classes a pixel. */
  Pool classes() {
    return Pool.of(new Dataset("camvid", CLASSES, samples, List.of()));
  }

  /** Road or not. */
  Pool road() {
    int road = CLASSES.indexOf(ROAD);
    List<Sample> two =
        samples.stream().map(one -> with(one, List.of(), told(one.scene(), road))).toList();
    return Pool.of(new Dataset("camvid", List.of(REST, ROAD), two, List.of()));
  }

  private static SceneSource told(SceneSource source, int wanted) {
    return () -> {
      Scene scene = source.read();
      List<Scene.Part> parts =
          scene.parts().stream()
              .map(part -> new Scene.Part(part.id(), part.classId() == wanted ? 1 : 0, false))
              .toList();
      return new Scene(scene.width(), scene.height(), scene.ids(), parts);
    };
  }

  /**
   * Each of {@link #GROUPS} where it holds; pixels without a class have none of them. Reads the
   * label maps at once.
   */
  Pool labels() throws IOException {
    var labelled = new ArrayList<Sample>();
    for (Sample one : samples) {
      labelled.add(with(one, truths(one.scene().read()), SceneSource.NONE));
    }
    return Pool.of(new Dataset("camvid", List.copyOf(GROUPS.keySet()), labelled, List.of()));
  }

  private static List<Truth> truths(Scene scene) {
    var truths = new ArrayList<Truth>();
    var labels = List.copyOf(GROUPS.keySet());
    for (int label = 0; label < labels.size(); label++) {
      Runs runs = Runs.ofPixels(scene.width(), scene.height(), inside(scene, labels.get(label)));
      if (runs.area() > 0) {
        truths.add(new Truth(label, runs.box(), runs.mask(), runs.area(), false, false, 0));
      }
    }
    return truths;
  }

  private static boolean[] inside(Scene scene, String group) {
    List<Integer> ids =
        scene.parts().stream()
            .filter(part -> GROUPS.get(group).contains(CLASSES.get(part.classId())))
            .map(Scene.Part::id)
            .toList();
    var inside = new boolean[scene.ids().length];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = ids.contains(scene.ids()[i]);
    }
    return inside;
  }

  private static Sample with(Sample one, List<Truth> truths, SceneSource scene) {
    return new Sample(one.id(), one.picture(), one.size(), truths, scene);
  }
}
