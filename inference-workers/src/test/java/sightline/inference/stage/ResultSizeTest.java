package sightline.inference.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import sightline.events.Detection;
import sightline.events.FrameId;
import sightline.events.LogPosition;
import sightline.events.ModelRef;
import sightline.events.ObjectsDetected;
import sightline.events.Provenance;
import sightline.events.StageTimes;
import sightline.events.codec.ResultCodec;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;

class ResultSizeTest {

  private static final Detection MASKED =
      new Detection(
          new Box(0, 0, 3000, 2000),
          9_999,
          "Straße",
          .5f,
          Long.MAX_VALUE,
          List.of(1f, 2f, 3f, 4f),
          new Mask(16_000, 16_000, "0".repeat(1000)));

  @Test
  void shouldNeverSayLessThanARecordHas() {
    List<Detection> found = Collections.nCopies(100, MASKED);
    var provenance =
        new Provenance(
            new FrameId("gate", 1, 1),
            "people",
            java.time.Instant.EPOCH,
            new FrameSize(1, 1),
            new ModelRef("a", "1", "sha256:00", "cpu"),
            new LogPosition("frames", 0, 1),
            StageTimes.NONE);

    byte[] record = ResultCodec.write(new ObjectsDetected(provenance, found));

    assertThat(ResultSize.bytes(found)).isGreaterThanOrEqualTo(record.length);
    assertThat(ResultSize.problem(found, true)).isEmpty();
  }

  @Test
  void shouldSayWhatDoesNotFit() {
    assertThat(ResultSize.problem(Collections.nCopies(3000, MASKED), true))
        .startsWith("the result of 3000 objects has up to ")
        .endsWith(" bytes, expected at most 2097152 of topic segmentations");
  }
}
