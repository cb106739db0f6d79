package sightline.deploy.soak.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import sightline.deploy.soak.count.CameraAccount;
import sightline.deploy.soak.measure.Latencies.Summary;
import sightline.deploy.soak.measure.MemoryWatch.Memory;
import sightline.deploy.soak.measure.Phase;
import sightline.events.codec.CanonicalJson;

/**
 * The report as JSON. Names of fields stay as they are; times are seconds, latencies milliseconds,
 * -1 where there is no number.
 *
 * <p>Threading: stateless, any thread.
 */
public final class ReportJson {

  private ReportJson() {}

  public static ObjectNode of(SoakReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("seed", report.seed()).put("minutes", report.minutes()).put("model", report.model());
    ArrayNode cameras = json.putArray("cameras");
    report.cameras().forEach(camera -> cameras.add(of(camera)));
    ArrayNode faults = json.putArray("faults");
    report.faults().forEach(fault -> faults.add(of(fault)));
    json.set("latency", of(report.forwarded()));
    json.set("glassLatency", of(report.glass()));
    ArrayNode memory = json.putArray("memory");
    report.memory().forEach(process -> memory.add(of(process)));
    ArrayNode remarks = json.putArray("remarks");
    report.remarks().forEach(remarks::add);
    return json.put("balanced", report.balanced())
        .put("missing", report.missing())
        .put("duplicates", report.duplicates())
        .put("orderViolations", report.orderViolations())
        .put("unrecovered", report.unrecovered())
        .put("interrupted", report.interrupted())
        .put("passed", report.passed());
  }

  private static ObjectNode of(CameraAccount account) {
    ObjectNode row = CanonicalJson.of(account.ledger());
    row.remove("minute");
    row.put("balances", account.balances())
        .put("sent", account.sent())
        .put("onLog", account.onLog())
        .put("missing", account.missing())
        .put("duplicates", account.duplicates())
        .put("orderViolations", account.orderViolations());
    ArrayNode differences = row.putArray("differences");
    account.differences().forEach(differences::add);
    return row;
  }

  private static ObjectNode of(FaultRecord fault) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", fault.fault().kind().word())
        .put("target", fault.fault().target())
        .put("how", fault.fault().how())
        .put("atSeconds", fault.at().toMillis() / 1e3)
        .put("forSeconds", fault.lasted().toMillis() / 1e3)
        .put("ran", fault.ran())
        .put("reason", fault.reason())
        .put("recoverySeconds", fault.recoverySeconds());
  }

  private static ObjectNode of(Map<Phase, Summary> latency) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (Phase phase : Phase.values()) {
      Summary summary = latency.get(phase);
      json.putObject(phase.name().toLowerCase(Locale.ROOT))
          .put("count", summary.count())
          .put("p50", summary.p50())
          .put("p95", summary.p95())
          .put("p99", summary.p99());
    }
    return json;
  }

  private static ObjectNode of(Memory memory) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("process", memory.process()).put("peakBytes", memory.peakBytes());
    ArrayNode samples = json.putArray("samples");
    memory
        .samples()
        .forEach(
            sample ->
                samples
                    .addObject()
                    .put("atSeconds", sample.atSeconds())
                    .put("bytes", sample.bytes()));
    return json;
  }
}
