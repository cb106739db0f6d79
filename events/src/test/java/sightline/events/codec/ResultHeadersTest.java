package sightline.events.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import sightline.events.Samples;

class ResultHeadersTest {

  @Test
  void shouldNameFrameSlotAndType() {
    var headers = ResultHeaders.of(ResultHeaders.OBJECTS_DETECTED, Samples.PROVENANCE);

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
}
