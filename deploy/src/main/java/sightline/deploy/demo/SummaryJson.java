package sightline.deploy.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import sightline.deploy.accuracy.SlotAccuracy;

/** A summary for other programs. */
public final class SummaryJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SummaryJson() {}

  /** One object; numbers that nobody knows are absent. */
  public static ObjectNode of(RunSummary run) {
    ObjectNode json = JSON.createObjectNode();
    json.put("seconds", run.lasted().toMillis() / 1e3);
    known(json, "secondsToFirstResult", run.toFirstResultSeconds());
    ObjectNode frames = json.putObject("frames");
    frames.put("captured", run.captured()).put("published", run.published());
    frames.set("inferred", JSON.valueToTree(run.inferred()));
    ObjectNode ledger = json.putObject("ledger");
    ledger.put("balances", run.balances()).put("settled", run.settled());
    ledger.set("accounts", JSON.valueToTree(run.ledger()));
    ObjectNode latencies = json.putObject("latencyMillisSinceCapture");
    for (RunSummary.StageLatency stage : run.latencies()) {
      latencies
          .putObject(stage.stage())
          .put("frames", stage.frames())
          .put("p50", stage.p50())
          .put("p95", stage.p95())
          .put("p99", stage.p99());
    }
    accuracy(json.putArray("accuracy"), run);
    ObjectNode memory = json.putObject("memory");
    known(memory, "residentBytes", run.use().residentBytes());
    memory.put("heapBytes", run.use().heapBytes());
    known(json, "cpuSeconds", run.use().cpuSeconds());
    json.put("malformed", run.malformed());
    return json;
  }

  private static void accuracy(ArrayNode list, RunSummary run) {
    for (SlotAccuracy one : run.accuracy()) {
      ObjectNode entry =
          list.addObject()
              .put("camera", one.camera())
              .put("slot", one.slot())
              .put("model", one.model())
              .put("kind", one.kind())
              .put("frames", one.frames())
              .put("since", one.since().toString());
      entry.set("values", JSON.valueToTree(one.values()));
    }
  }

  private static void known(ObjectNode json, String name, double value) {
    if (value >= 0) {
      json.put(name, value);
    }
  }

  private static void known(ObjectNode json, String name, long value) {
    if (value >= 0) {
      json.put(name, value);
    }
  }
}
