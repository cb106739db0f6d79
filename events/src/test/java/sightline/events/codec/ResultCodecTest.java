package sightline.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import sightline.events.Samples;

class ResultCodecTest {

  @Test
  void shouldWriteAResultAsTheGoldenFileSays() throws Exception {
    assertThat(hex(ResultCodec.write(Samples.DETECTED)))
        .isEqualTo(GoldenFiles.read("objects-detected.hex").strip());
  }

  @Test
  void shouldWriteMasksLandmarksAndTracksAsTheGoldenFileSays() throws Exception {
    assertThat(hex(ResultCodec.write(Samples.SEGMENTED)))
        .isEqualTo(GoldenFiles.read("objects-segmented.hex").strip());
  }

  @Test
  void shouldWriteAnAnomalyAsTheGoldenFileSays() throws Exception {
    assertThat(hex(ResultCodec.write(Samples.ANOMALY)))
        .isEqualTo(GoldenFiles.read("anomaly-found.hex").strip());
  }

  @Test
  void shouldWriteARejectionAsTheGoldenFileSays() throws Exception {
    assertThat(hex(ResultCodec.write(Samples.REJECTED)))
        .isEqualTo(GoldenFiles.read("frame-rejected.hex").strip());
  }

  @Test
  void shouldReadWhatItWrote() throws Exception {
    assertThat(ResultCodec.readDetected(ResultCodec.write(Samples.DETECTED)))
        .isEqualTo(Samples.DETECTED);
    assertThat(ResultCodec.readDetected(ResultCodec.write(Samples.SEGMENTED)))
        .isEqualTo(Samples.SEGMENTED);
    assertThat(ResultCodec.readAnomaly(ResultCodec.write(Samples.ANOMALY)))
        .isEqualTo(Samples.ANOMALY);
    assertThat(ResultCodec.readRejected(ResultCodec.write(Samples.REJECTED)))
        .isEqualTo(Samples.REJECTED);
  }

  @Test
  void shouldRefuseBytesThatAreSomethingElse() {
    byte[] noise = {1, 2, 3, (byte) 0xff};

    assertThatThrownBy(() -> ResultCodec.readDetected(noise)).isInstanceOf(MalformedRecord.class);
    assertThatThrownBy(() -> ResultCodec.readAnomaly(noise)).isInstanceOf(MalformedRecord.class);
    assertThatThrownBy(() -> ResultCodec.readRejected(noise)).isInstanceOf(MalformedRecord.class);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
