package sightline.deploy.accuracy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import sightline.events.ModelRef;
import sightline.trainer.score.anomaly.AnomalyEvaluator;

/**
 * The frames of one camera that one slot looked at. A new model begins with an empty book.
 *
 * <p>Threading: one thread at a time.
 */
final class SlotScores {

  private final String camera;
  private final String slot;
  private final RecentFrames<Object> frames = new RecentFrames<>();
  private ModelRef model;
  private Instant last = Instant.MIN;

  SlotScores(String camera, String slot, ModelRef model) {
    this.camera = camera;
    this.slot = slot;
    this.model = model;
  }

  /** Whether a frame is far enough from the last one to be worth the work. */
  boolean wants(Instant capturedAt, Duration gap) {
    return last.equals(Instant.MIN) || !capturedAt.isBefore(last.plus(gap));
  }

  /** Takes what was found out about a frame; all of a slot is of one kind. */
  void add(ModelRef by, Instant capturedAt, Object found) {
    List<Object> known = frames.values();
    boolean other = !known.isEmpty() && known.get(0).getClass() != found.getClass();
    if (other || !by.digest().equals(model.digest())) {
      frames.clear();
      model = by;
    }
    last = capturedAt;
    frames.add(capturedAt, found);
  }

  /** Empty when there is nothing to tell at {@code now}. */
  Optional<SlotAccuracy> at(Instant now) {
    frames.forget(now);
    List<Object> values = frames.values();
    if (values.isEmpty()) {
      return Optional.empty();
    }
    Object any = values.get(0);
    if (any instanceof BoxHits) {
      return told("boxes", boxes(cast(values, BoxHits.class)), values.size());
    }
    return any instanceof ClassAreas
        ? told("masks", masks(cast(values, ClassAreas.class)), values.size())
        : told("anomalies", anomalies(cast(values, Verdict.class)), values.size());
  }

  private Optional<SlotAccuracy> told(String kind, Map<String, Double> values, int count) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    String name = model.name() + "/" + model.version();
    return Optional.of(new SlotAccuracy(camera, slot, name, kind, count, frames.since(), values));
  }

  private static <T> List<T> cast(List<Object> values, Class<T> kind) {
    return values.stream().map(kind::cast).toList();
  }

  /** Nothing while there was neither an object nor a detection. */
  private static Map<String, Double> boxes(List<BoxHits> hits) {
    double right = sum(hits, BoxHits::right);
    double wrong = sum(hits, BoxHits::wrong);
    double missed = sum(hits, BoxHits::missed);
    var values = new LinkedHashMap<String, Double>();
    if (right + wrong + missed > 0) {
      values.put("F1", 2 * right / (2 * right + wrong + missed));
      values.put("precision", right + wrong == 0 ? 0 : right / (right + wrong));
      values.put("recall", right + missed == 0 ? 0 : right / (right + missed));
    }
    return values;
  }

  private static Map<String, Double> masks(List<ClassAreas> areas) {
    int classes = areas.get(0).shared().length;
    double sum = 0;
    int seen = 0;
    for (int i = 0; i < classes; i++) {
      int number = i;
      double either = total(areas, area -> area.either()[number]);
      if (either > 0) {
        sum += total(areas, area -> area.shared()[number]) / either;
        seen++;
      }
    }
    return seen == 0 ? Map.of() : Map.of("mIoU", sum / seen);
  }

  private static Map<String, Double> anomalies(List<Verdict> verdicts) {
    var evaluator = new AnomalyEvaluator();
    verdicts.forEach(verdict -> evaluator.add(verdict.odd(), verdict.score()));
    double auroc = evaluator.score().imageAuroc();
    double right = verdicts.stream().filter(v -> v.odd() == v.abnormal()).count();
    var values = new LinkedHashMap<String, Double>();
    if (auroc >= 0) {
      values.put("AUROC", auroc);
    }
    values.put("agreement", right / verdicts.size());
    return values;
  }

  private static double sum(List<BoxHits> hits, ToIntFunction<BoxHits> field) {
    return hits.stream().mapToInt(field).sum();
  }

  private static double total(List<ClassAreas> areas, ToDoubleFunction<ClassAreas> field) {
    return areas.stream().mapToDouble(field).sum();
  }
}
