package sightline.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import sightline.deploy.accuracy.SlotAccuracy;
import sightline.events.CameraStatus;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.LedgerRow;
import sightline.events.LogPosition;
import sightline.events.ModelRef;
import sightline.events.ObjectsDetected;
import sightline.events.Provenance;
import sightline.events.Stage;
import sightline.events.StageTimes;
import sightline.events.Topic;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.ResultCodec;
import sightline.events.geometry.FrameSize;

class RunSummaryTest {

  private static final Instant BEGAN = Instant.parse("2026-11-23T08:00:00Z");

  private final RunBook book = new RunBook(BEGAN);

  @Test
  void shouldSumUpARunThatBalances() {
    status(10);
    results(10);
    ledger(10, 10, 0);

    JsonNode json = SummaryJson.of(summary());

    assertThat(json.at("/frames/captured").asLong()).isEqualTo(10);
    assertThat(json.at("/frames/inferred/people").asLong()).isEqualTo(10);
    assertThat(json.at("/ledger/balances").asBoolean()).isTrue();
    assertThat(json.at("/ledger/accounts/0/inferred").asLong()).isEqualTo(10);
    assertThat(json.at("/latencyMillisSinceCapture/forwarded/p50").asDouble()).isBetween(39., 41.);
    assertThat(json.at("/accuracy/0/values/F1").asDouble()).isEqualTo(.9);
    assertThat(json.at("/secondsToFirstResult").asDouble()).isEqualTo(2.04);
    assertThat(json.at("/cpuSeconds").isMissingNode()).isTrue();
    assertThat(json.at("/memory/heapBytes").asLong()).isEqualTo(1 << 20);
  }

  @Test
  void shouldNotBalanceWhenAFrameIsUnaccountedFor() {
    status(10);
    ledger(10, 9, 1);

    assertThat(summary().balances()).isFalse();
  }

  @Test
  void shouldNotBalanceBeforeTheLedgerHasAllFramesOfTheCameras() {
    status(12);
    ledger(10, 10, 0);

    assertThat(book.isSettled()).isFalse();
    assertThat(summary().balances()).isFalse();
  }

  @Test
  void shouldCountTheLastRowOfAMinute() {
    status(10);
    ledger(4, 4, 0);
    ledger(10, 10, 0);

    assertThat(summary().ledger()).hasSize(1);
    assertThat(summary().ledger().get(0).captured()).isEqualTo(10);
  }

  @Test
  void shouldNotBalanceWithoutAnyFrame() {
    assertThat(summary().balances()).isFalse();
    assertThat(SummaryJson.of(summary()).at("/secondsToFirstResult").isMissingNode()).isTrue();
  }

  @Test
  void shouldTellTheSameInATable() {
    status(10);
    results(10);
    ledger(10, 10, 0);
    var text = new StringWriter();

    SummaryTable.print(summary(), new PrintWriter(text));

    assertThat(text.toString())
        .contains("the first result after 2.0 s", "The ledger balances.", "F1 0.900")
        .containsPattern("yard +people +10 +10 +10");
  }

  private RunSummary summary() {
    var accuracy =
        new SlotAccuracy("yard", "people", "people/1", "boxes", 10, BEGAN, Map.of("F1", .9));
    var use = new ProcessUse(-1, 1 << 20, -1);
    return RunSummary.of(book, Duration.ofSeconds(30), List.of(accuracy), use);
  }

  private void status(long captured) {
    var status =
        new CameraStatus(
            "yard",
            "scene:junction",
            0,
            CameraStatus.State.LIVE,
            BEGAN,
            "",
            Instant.EPOCH,
            1,
            new FrameCounts(captured, captured, Map.of()));
    take(Topics.CAMERAS, CanonicalJson.write(status));
  }

  private void results(int count) {
    for (int i = 0; i < count; i++) {
      var from =
          new Provenance(
              new FrameId("yard", 1, i),
              "people",
              BEGAN.plusSeconds(2 + i),
              new FrameSize(64, 64),
              new ModelRef("people", "1", "sha256:1", "cpu"),
              new LogPosition("frames", 0, i),
              new StageTimes(Map.of(Stage.FORWARDED, Duration.ofMillis(40))));
      take(Topics.DETECTIONS, ResultCodec.write(new ObjectsDetected(from, List.of())));
    }
  }

  private void ledger(long captured, long inferred, long unaccounted) {
    var row =
        new LedgerRow(
            "yard",
            "people",
            BEGAN,
            captured,
            captured,
            Map.of(),
            0,
            inferred,
            0,
            Map.of(),
            Map.of(),
            0,
            unaccounted,
            0,
            0);
    take(Topics.LEDGER, CanonicalJson.write(row));
  }

  private void take(Topic topic, byte[] value) {
    book.accept(new ConsumerRecord<>(topic.name(), 0, 0, "yard", value));
  }
}
