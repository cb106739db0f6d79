package sightline.inference.outcome;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import sightline.events.FrameId;
import sightline.events.LogPosition;
import sightline.events.ModelRef;
import sightline.events.Provenance;
import sightline.events.StageTimes;
import sightline.events.geometry.FrameSize;

class ResultHeadersTest {

  private static final Provenance PROVENANCE =
      new Provenance(
          new FrameId("yard-1", 1_763_777_580_000L, 42),
          "people",
          Instant.parse("2026-11-22T02:13:00.123456789Z"),
          new FrameSize(480, 360),
          new ModelRef("people", "7", "sha256:0", "cpu"),
          new LogPosition("frames", 3, 9),
          StageTimes.NONE);

  @Test
  void shouldNameFrameSlotAndType() {
    var headers = ResultHeaders.of(ResultHeaders.OBJECTS_DETECTED, PROVENANCE);

    assertThat(
            Arrays.stream(headers.toArray())
                .map(h -> h.key() + ": " + new String(h.value(), UTF_8)))
        .containsExactly(
            "ce_specversion: 1.0",
            "ce_id: yard-1/1763777580000/42/people",
            "ce_source: /slots/people",
            "ce_type: sightline.objects.detected.v1",
            "ce_time: 2026-11-22T02:13:00.123456789Z",
            "content-type: application/protobuf");
  }

  @Test
  void shouldTellWhatIsTrackedFromItsResultByTheSource() {
    var headers = ResultHeaders.of(ResultHeaders.OBJECTS_TRACKED, PROVENANCE);

    assertThat(new String(headers.lastHeader("ce_source").value(), UTF_8))
        .isEqualTo("/slots/people/tracks");
  }
}
