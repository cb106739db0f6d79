package sightline.trainer.study.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import sightline.trainer.study.report.StudyReport.Table;

/** A report for programs: its tables, rows by the words of their header. */
public final class ReportJson {

  private ReportJson() {}

  public static ObjectNode of(StudyReport report) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("title", report.title()).put("lead", report.lead());
    var tables = json.putArray("tables");
    for (StudyReport.Block block : report.blocks()) {
      if (block instanceof Table table) {
        var one = tables.addObject().put("caption", table.caption());
        var rows = one.putArray("rows");
        table.rows().forEach(row -> put(table.header(), row, rows.addObject()));
      }
    }
    return json;
  }

  private static void put(List<String> header, List<String> row, ObjectNode json) {
    for (int i = 0; i < row.size(); i++) {
      json.put(header.get(i), row.get(i));
    }
  }
}
