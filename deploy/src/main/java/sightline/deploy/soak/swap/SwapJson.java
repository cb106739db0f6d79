package sightline.deploy.soak.swap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import sightline.deploy.soak.swap.judge.GapWatch.Gap;
import sightline.deploy.soak.swap.judge.Judgement;
import sightline.deploy.soak.swap.judge.Trend;

/**
 * The report of a run of swaps as JSON. Names of fields stay as they are.
 *
 * <p>Threading: stateless, any thread.
 */
public final class SwapJson {

  private SwapJson() {}

  public static ObjectNode of(SwapReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("asked", report.asked()).put("seed", report.seed());
    json.set("results", of(report.judgement()));
    json.put("unexpected", report.unexpected()).put("mostSessions", report.mostSessions());
    json.set("memory", memory(report));
    ObjectNode gaps = json.putObject("longestGaps");
    report.longestGaps().forEach((kind, gap) -> gaps.set(kind.word(), of(gap)));
    ArrayNode swaps = json.putArray("swaps");
    report.swaps().forEach(swap -> swaps.add(of(swap)));
    ArrayNode remarks = json.putArray("remarks");
    report.remarks().forEach(remarks::add);
    return json.put("interrupted", report.interrupted()).put("passed", report.passed());
  }

  private static ObjectNode of(Judgement found) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("frames", found.frames())
            .put("results", found.results())
            .put("missing", found.missing())
            .put("repeated", found.repeated())
            .put("outOfOrder", found.disordered())
            .put("wrongVersion", found.wrong())
            .put("unasked", found.unasked())
            .put("brokenRevisions", found.brokenRevisions())
            .put("exact", found.isExact());
    ObjectNode versions = json.putObject("versions");
    found.versions().forEach(versions::put);
    ArrayNode examples = json.putArray("examples");
    found.examples().forEach(examples::add);
    return json;
  }

  private static ObjectNode memory(SwapReport report) {
    Trend trend = report.memoryTrend();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("process", SwapOptions.STEADY)
            .put("fromSwap", report.memoryFrom())
            .put("points", trend.points())
            .put("judged", trend.points() >= SwapReport.LEAST_POINTS)
            .put("holds", report.memoryHolds());
    if (Double.isFinite(trend.standardError())) {
      json.put("bytesPerSwap", trend.slope()).put("standardError", trend.standardError());
    }
    ArrayNode samples = json.putArray("samples");
    report
        .memory()
        .forEach(
            point ->
                samples.addObject().put("swap", (long) point.x()).put("bytes", (long) point.y()));
    return json;
  }

  private static ObjectNode of(Gap gap) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("camera", gap.camera())
        .put("millis", gap.millis())
        .put("timesMedian", gap.times());
  }

  private static ObjectNode of(SwapRecord swap) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("number", swap.number())
            .put("kind", swap.kind().word())
            .put("from", swap.from())
            .put("to", swap.to())
            .put("state", swap.state())
            .put("begun", swap.begun().toString())
            .put("seconds", swap.seconds())
            .put("settled", swap.settled())
            .put("asExpected", swap.isAsExpected())
            .put("problem", swap.problem());
    json.set("gap", of(swap.gap()));
    return json;
  }
}
