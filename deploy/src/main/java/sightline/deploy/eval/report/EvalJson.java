package sightline.deploy.eval.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import sightline.events.geometry.Box;
import sightline.trainer.score.detection.Confusion;
import sightline.trainer.score.detection.Curve;

/** A report for programs; a score that is not defined is -1. */
public final class EvalJson {

  private EvalJson() {}

  /**
   * All of it.
   *
   * @param pictures whether small copies of the worst pictures are in it
   */
  public static ObjectNode of(EvalReport report, boolean pictures) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode model = json.putObject("model");
    model.put("name", report.model().name()).put("version", report.model().version());
    model.put("digest", report.model().digest()).put("provider", report.model().provider());
    model.put("family", report.family()).put("task", report.task());
    addData(json, report);
    report.scores().forEach(json.putObject("scores")::put);
    ArrayNode perClass = json.putArray("perClass");
    report.perClass().forEach((label, row) -> row.forEach(named(perClass, label)::put));
    ArrayNode curves = json.putArray("curves");
    report.curves().forEach(curve -> add(curves.addObject(), report, curve));
    report.confusion().forEach(confusion -> add(json.putObject("confusion"), confusion));
    ArrayNode worst = json.putArray("worst");
    report.worst().forEach(one -> add(worst.addObject(), one, pictures));
    report.unreadable().forEach(json.putObject("unreadable")::put);
    report.remarks().forEach(json.putArray("remarks")::add);
    report.settings().forEach(json.putObject("settings")::put);
    return json.put("seconds", report.seconds());
  }

  private static ObjectNode named(ArrayNode list, String label) {
    return list.addObject().put("label", label);
  }

  private static void addData(ObjectNode json, EvalReport report) {
    EvalReport.Data from = report.data();
    ObjectNode data = json.putObject("data");
    data.put("folder", from.folder()).put("format", from.format()).put("split", from.split());
    data.put("pictures", from.pictures()).put("objects", from.objects());
    data.put("flaws", from.flaws().size());
    from.flaws().forEach(data.putArray("flawed")::add);
    ObjectNode classes = json.putObject("classes");
    addAll(classes, "inCommon", report.classes().labels());
    addAll(classes, "onlyModel", report.classes().onlyModel());
    addAll(classes, "onlyData", report.classes().onlyData());
  }

  private static void addAll(ObjectNode json, String key, List<String> words) {
    words.forEach(json.putArray(key)::add);
  }

  private static void add(ObjectNode json, EvalReport report, Curve curve) {
    json.put("label", report.classes().labels().get(curve.classId())).put("iou", curve.iou());
    addAll(json, "recall", curve.recall());
    addAll(json, "precision", curve.precision());
    addAll(json, "score", curve.score());
  }

  private static void addAll(ObjectNode json, String key, double... values) {
    ArrayNode list = json.putArray(key);
    for (double value : values) {
      list.add(Math.round(value * 1e6) / 1e6);
    }
  }

  /** Rows are what is there, columns what is seen; the last of each is nothing. */
  private static void add(ObjectNode json, Confusion confusion) {
    addAll(json, "labels", confusion.labels());
    ArrayNode rows = json.putArray("counts");
    for (long[] counts : confusion.counts()) {
      ArrayNode row = rows.addArray();
      for (long count : counts) {
        row.add(count);
      }
    }
  }

  private static void add(ObjectNode json, EvalReport.Worst one, boolean pictures) {
    json.put("picture", one.sample()).put("gravity", one.gravity());
    json.put("missed", one.missed()).put("invented", one.invented());
    json.put("confused", one.confused());
    if (pictures) {
      json.put("jpeg", one.jpeg()).put("width", one.width()).put("height", one.height());
      ArrayNode marks = json.putArray("marks");
      for (EvalReport.Mark mark : one.marks()) {
        Box box = mark.box();
        ObjectNode at = marks.addObject().put("label", mark.label()).put("truth", mark.truth());
        at.put("score", mark.score()).putArray("box").add(box.left()).add(box.top());
        at.withArray("box").add(box.right()).add(box.bottom());
      }
    }
  }
}
