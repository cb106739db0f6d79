package sightline.deploy.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which class of a model is which class of a dataset: those of one name, in any case and under a
 * few names that datasets have for one thing; by number where no name agrees and both have as many.
 *
 * <p>The labels in common are the dataset's, in its order.
 */
final class ClassMap {

  private static final int NONE = -1;

  /** Names for one thing; the last is the one that they are compared under. */
  private static final List<List<String>> SYNONYMS =
      List.of(
          List.of("motorbike", "motorcycle"),
          List.of("aeroplane", "airplane"),
          List.of("sofa", "couch"),
          List.of("diningtable", "dining table"),
          List.of("tvmonitor", "tv monitor", "tv"),
          List.of("pottedplant", "potted plant"),
          List.of("pedestrian", "person"));

  private final List<String> labels;
  private final int[] ofModel;
  private final int[] ofData;
  private final List<String> onlyModel = new ArrayList<>();
  private final List<String> onlyData = new ArrayList<>();
  private final boolean byNumber;

  private ClassMap(List<String> labels, int[] ofModel, int[] ofData, boolean byNumber) {
    this.labels = List.copyOf(labels);
    this.ofModel = ofModel;
    this.ofData = ofData;
    this.byNumber = byNumber;
  }

  /**
   * The classes that both have.
   *
   * @param keepAll whether classes that only the dataset has count as well: all of them are missed
   */
  static ClassMap of(List<String> model, List<String> data, boolean keepAll) {
    Map<String, Integer> ofName = new HashMap<>();
    for (int id = 0; id < model.size(); id++) {
      ofName.putIfAbsent(plain(model.get(id)), id);
    }
    boolean noneAgrees = data.stream().noneMatch(label -> ofName.containsKey(plain(label)));
    boolean byNumber = noneAgrees && model.size() == data.size();
    var labels = new ArrayList<String>();
    int[] ofModel = filled(model.size());
    int[] ofData = filled(data.size());
    for (int id = 0; id < data.size(); id++) {
      Integer same = byNumber ? Integer.valueOf(id) : ofName.get(plain(data.get(id)));
      if (same != null || keepAll) {
        ofData[id] = labels.size();
        labels.add(data.get(id));
      }
      if (same != null) {
        ofModel[same] = ofData[id];
      }
    }
    var map = new ClassMap(labels, ofModel, ofData, byNumber);
    map.name(model, data);
    return map;
  }

  private void name(List<String> model, List<String> data) {
    for (int id = 0; id < model.size(); id++) {
      if (ofModel[id] == NONE) {
        onlyModel.add(model.get(id));
      }
    }
    for (int id = 0; id < data.size(); id++) {
      boolean known = Arrays.stream(ofModel).anyMatch(common(ofData[id])::equals);
      if (!known) {
        onlyData.add(data.get(id));
      }
    }
  }

  private static Integer common(int id) {
    return id == NONE ? Integer.valueOf(Integer.MIN_VALUE) : Integer.valueOf(id);
  }

  private static int[] filled(int size) {
    int[] ids = new int[size];
    Arrays.fill(ids, NONE);
    return ids;
  }

  private static String plain(String label) {
    String plain = label.strip().toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
    return SYNONYMS.stream()
        .filter(names -> names.contains(plain))
        .map(names -> names.get(names.size() - 1))
        .findFirst()
        .orElse(plain);
  }

  /** The labels that count. */
  List<String> labels() {
    return labels;
  }

  /** The common class of class {@code id} of the model; -1 when the dataset has no such class. */
  int ofModel(int id) {
    return ofModel[id];
  }

  /** The common class of class {@code id} of the dataset; -1 when it does not count. */
  int ofData(int id) {
    return ofData[id];
  }

  /** Classes of the model that the dataset has not; what is seen of them does not count. */
  List<String> onlyModel() {
    return List.copyOf(onlyModel);
  }

  /** Classes of the dataset that the model has not. */
  List<String> onlyData() {
    return List.copyOf(onlyData);
  }

  /** Whether classes were taken for the same by their number, since no name agrees. */
  boolean isByNumber() {
    return byNumber;
  }
}
