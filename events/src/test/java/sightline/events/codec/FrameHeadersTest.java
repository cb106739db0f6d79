package sightline.events.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.Samples;

class FrameHeadersTest {

  @Test
  void shouldWriteAFrameAsTheGoldenFileSays() throws Exception {
    assertThat(text(FrameHeaders.of(Samples.CAPTURED)))
        .isEqualTo(GoldenFiles.read("frame-captured.headers"));
  }

  @Test
  void shouldWriteASwitchMarkerAsTheGoldenFileSays() throws Exception {
    var headers = FrameHeaders.of(Samples.SLOT_STATE, Instant.parse("2026-11-22T02:13:00Z"));

    assertThat(FrameHeaders.type(headers)).isEqualTo(FrameHeaders.SLOT_SWITCHED);
    assertThat(text(headers)).isEqualTo(GoldenFiles.read("slot-switched.headers"));
  }

  @Test
  void shouldWriteAHeartbeatAsTheGoldenFileSays() throws Exception {
    assertThat(text(FrameHeaders.of(Samples.HEARTBEAT)))
        .isEqualTo(GoldenFiles.read("camera-heartbeat.headers"));
  }

  @Test
  void shouldReadAFrameThatItWrote() throws Exception {
    Headers headers = FrameHeaders.of(Samples.CAPTURED);

    FrameCaptured read = FrameHeaders.readFrame(headers, Samples.CAPTURED.picture().jpeg());

    assertThat(read).isEqualTo(Samples.CAPTURED);
  }

  @Test
  void shouldReadAHeartbeatThatItWrote() throws Exception {
    CameraHeartbeat read = FrameHeaders.readHeartbeat(FrameHeaders.of(Samples.HEARTBEAT));

    assertThat(read).isEqualTo(Samples.HEARTBEAT);
  }

  @Test
  void shouldHaveNoTypeWhenThereIsNoHeader() {
    assertThat(FrameHeaders.type(new RecordHeaders())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "epoch,     ,            header epoch is missing",
    "sequence,  twelve,      header sequence is not a whole number",
    "sequence,  -1,          'epoch 1763777580000, sequence -1 of camera yard-1'",
    "width,     99999999999, integer overflow",
    "width,     -5,          frame size is -5 x 480",
    "ce_time,   yesterday,   header ce_time is not an RFC 3339 time",
    "ce_source, /elsewhere,  header ce_source does not begin with /cameras/",
    "ce_source, /cameras/../x, camera is '../x'",
    "captured,  ,            header captured is missing",
  })
  void shouldSayWhichHeaderMakesNoSense(String header, String value, String complaint) {
    Headers headers = FrameHeaders.of(Samples.CAPTURED);
    headers.remove(header);
    if (value != null) {
      headers.add(header, value.getBytes(UTF_8));
    }

    assertThatThrownBy(() -> FrameHeaders.readFrame(headers, new byte[0]))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining(complaint);
  }

  private static String text(Headers headers) {
    return StreamSupport.stream(headers.spliterator(), false)
        .map(header -> header.key() + ": " + new String(header.value(), UTF_8) + "\n")
        .collect(Collectors.joining());
  }
}
