package sightline.deploy.soak.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sightline.deploy.soak.count.CameraAccount;
import sightline.deploy.soak.measure.Latencies;
import sightline.deploy.soak.measure.MemoryWatch.Memory;
import sightline.deploy.soak.measure.MemoryWatch.Sample;
import sightline.deploy.soak.measure.Phase;
import sightline.deploy.soak.plan.FaultKind;
import sightline.deploy.soak.plan.PlannedFault;
import sightline.events.FrameRejected.Reason;
import sightline.events.LedgerRow;
import sightline.events.LedgerRow.Loss;
import sightline.events.SkipReason;

class SoakReportTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final PlannedFault KILL =
      new PlannedFault(
          FaultKind.WORKER, "worker-1", Duration.ofSeconds(5), SECOND, PlannedFault.KILLED);
  private static final FaultRecord SURVIVED =
      FaultRecord.ran(KILL, Duration.ofSeconds(5), SECOND, Optional.of(Duration.ofMillis(2_500)));
  private static final FaultRecord FATAL =
      FaultRecord.ran(KILL, Duration.ofSeconds(5), SECOND, Optional.empty());

  @Test
  void shouldPassWhenNothingIsWrong() {
    assertThat(report(SURVIVED, false, camera(0, 0, 0)).passed()).isTrue();
  }

  @Test
  void shouldPassAlthoughAFaultCouldNotBeRun() {
    FaultRecord notRun = FaultRecord.notRun(KILL, "not permitted");

    assertThat(report(notRun, false, camera(0, 0, 0)).passed()).isTrue();
  }

  @Test
  void shouldNotPassWithAnythingWrong() {
    assertThat(report(SURVIVED, false, camera(1, 0, 0)).passed()).isFalse();
    assertThat(report(SURVIVED, false, camera(0, 1, 0)).passed()).isFalse();
    assertThat(report(SURVIVED, false, camera(0, 0, 1)).passed()).isFalse();
    assertThat(report(SURVIVED, false, camera(0, 0, 0, "does not fit")).passed()).isFalse();
    assertThat(report(FATAL, false, camera(0, 0, 0)).passed()).isFalse();
    assertThat(report(SURVIVED, true, camera(0, 0, 0)).passed()).isFalse();
    assertThat(report(SURVIVED, false).passed()).isFalse();
  }

  @Test
  void shouldKeepItsNamesInJson() {
    JsonNode json = ReportJson.of(report(SURVIVED, false, camera(1, 2, 3, "does not fit")));

    assertThat(names(json))
        .contains("seed", "minutes", "cameras", "faults", "latency", "memory", "balanced")
        .contains("missing", "duplicates", "orderViolations", "passed");
    JsonNode camera = json.path("cameras").path(0);
    assertThat(names(camera))
        .contains("camera", "captured", "published", "skipped", "noSlot", "inferred", "late")
        .contains("rejected", "lost", "inFlight", "unaccounted", "balances", "missing")
        .contains("duplicates", "orderViolations");
    assertThat(camera.path("balances").asBoolean()).isFalse();
    assertThat(json.path("missing").asLong()).isEqualTo(1);
    JsonNode fault = json.path("faults").path(0);
    assertThat(names(fault))
        .containsExactly(
            "kind", "target", "how", "atSeconds", "forSeconds", "ran", "reason", "recoverySeconds");
    assertThat(fault.path("recoverySeconds").asDouble()).isEqualTo(2.5);
    assertThat(json.path("latency").path("before").path("p50").asDouble()).isPositive();
    assertThat(json.path("latency").path("after").path("p99").asDouble()).isEqualTo(-1);
  }

  @Test
  void shouldShowAllOfItOnOnePage() {
    String page =
        ReportPage.of(report(FATAL, false, camera(1, 2, 3, "inferred: <b>1</b> is not 2")));

    assertThat(page)
        .contains("not passed", "gate", "worker-1", "never", "polyline", "capture")
        .contains("inferred: &lt;b&gt;1&lt;/b&gt; is not 2")
        .doesNotContain("{{", "http://", "https://", "<script");
  }

  @Test
  void shouldSayItInTheSameWordsOnTheScreen() {
    var out = new ByteArrayOutputStream();

    Verdict.print(report(SURVIVED, false, camera(0, 2, 0)), new PrintStream(out, true, UTF_8));

    assertThat(out.toString(UTF_8))
        .contains("Soak not passed", "recovered in 2.5 s")
        .contains("missing 0, duplicates 2, order violations 0");
  }

  private static List<String> names(JsonNode json) {
    var names = new java.util.ArrayList<String>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static SoakReport report(
      FaultRecord fault, boolean interrupted, CameraAccount... cameras) {
    var latencies = new Latencies();
    latencies.add(Instant.EPOCH, SECOND);
    var summaries = new EnumMap<Phase, Latencies.Summary>(Phase.class);
    for (Phase phase : Phase.values()) {
      summaries.put(phase, latencies.of(phase));
    }
    return new SoakReport(
        7,
        .5,
        "blob 1 on cpu",
        List.of(cameras),
        List.of(fault),
        summaries,
        summaries,
        List.of(new Memory("broker", List.of(new Sample(0, 100), new Sample(2, 120)), 130)),
        List.of(),
        interrupted);
  }

  private static CameraAccount camera(
      long missing, long duplicates, long disorder, String... differences) {
    var row =
        new LedgerRow(
            "gate",
            "default",
            Instant.EPOCH,
            10,
            9,
            Map.of(SkipReason.PACED, 1L),
            0,
            7,
            0,
            Map.of(Reason.UNREADABLE, 2L),
            Map.of(Loss.PUBLISH, 0L),
            0,
            0,
            0,
            0);
    return new CameraAccount(
        "gate", row, 11, 9, missing, duplicates, disorder, List.of(differences));
  }
}
