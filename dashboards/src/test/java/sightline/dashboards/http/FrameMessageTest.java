package sightline.dashboards.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sightline.dashboards.feed.Samples.detected;
import static sightline.dashboards.feed.Samples.frame;
import static sightline.dashboards.feed.Samples.judged;
import static sightline.dashboards.feed.Samples.picture;
import static sightline.dashboards.feed.Samples.rejected;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import sightline.dashboards.feed.FrameResult;
import sightline.dashboards.feed.WallFrame;
import sightline.events.Detection;
import sightline.events.FrameCaptured;
import sightline.events.FrameRejected.Reason;
import sightline.events.ObjectsDetected;
import sightline.events.geometry.Mask;

class FrameMessageTest {

  private static final int MASKS = 1000;
  private static final FrameCaptured PICTURE = picture(frame("gate", 7), 5);

  @Test
  void shouldWriteAFrameWithBoxesAsTheGoldenFileSays() throws IOException {
    var message =
        FrameMessage.of(
            new WallFrame(PICTURE, List.of(FrameResult.of(detected(frame("gate", 7))))), MASKS);

    assertThat(headerOf(message)).isEqualTo(golden("frame-inferred.json"));
    assertThat(message.length() - 4 - message.getInt(0)).isEqualTo(5);
  }

  @Test
  void shouldWriteTheResultsOfFurtherSlotsBesideThatOfTheFirst() throws IOException {
    var rejected = FrameResult.of(rejected(frame("gate", 7), Reason.FAILED));
    var people = FrameResult.of(detected(frame("gate", 7), "people", "2"));

    var message = FrameMessage.of(new WallFrame(PICTURE, List.of(rejected, people)), MASKS);

    JsonNode header = new ObjectMapper().readTree(message.getBytes(4, 4 + message.getInt(0)));
    assertThat(header.path("slot").asText()).isEqualTo("people");
    assertThat(header.at("/others/0/outcome").asText()).isEqualTo("rejected");
    assertThat(header.path("others")).hasSize(1);
    assertThat(header.at("/picture/sizeBytes").asInt()).isEqualTo(5);
  }

  @Test
  void shouldWriteAHeatMapBesideTheBoxesOfItsFrame() throws IOException {
    var heat = FrameResult.of(judged(frame("gate", 7), "normality", 1.5f));
    var people = FrameResult.of(detected(frame("gate", 7), "people", "2"));

    var message = FrameMessage.of(new WallFrame(PICTURE, List.of(heat, people)), MASKS);

    JsonNode header = new ObjectMapper().readTree(message.getBytes(4, 4 + message.getInt(0)));
    assertThat(header.at("/anomaly/abnormal").asBoolean()).isTrue();
    assertThat(header.at("/anomaly/heat").asText()).isEqualTo("AQID");
    assertThat(header.at("/others/0/slot").asText()).isEqualTo("people");
  }

  @Test
  void shouldWriteAFrameWithoutResultAsTheGoldenFileSays() throws IOException {
    var message = FrameMessage.of(new WallFrame(PICTURE, List.of()), MASKS);

    assertThat(headerOf(message)).isEqualTo(golden("frame-pending.json"));
  }

  @Test
  void shouldLeaveOutAPictureThatNobodyCanRead() throws IOException {
    var result = FrameResult.of(rejected(frame("gate", 7), Reason.UNREADABLE));

    var message = FrameMessage.of(new WallFrame(PICTURE, List.of(result)), MASKS);

    assertThat(headerOf(message)).isEqualTo(golden("frame-rejected.json"));
    assertThat(message.length()).isEqualTo(4 + message.getInt(0));
  }

  @Test
  void shouldLeaveOutTheMasksOfTheLeastScoresWhenThereIsNoRoom() throws IOException {
    var mask = Mask.ofRuns(4, 4, 5, 2, 2, 2, 5);
    var usual = detected(frame("gate", 7));
    var found =
        List.of(
            new Detection(usual.detections().get(0).box(), 0, "cat", .9f, 0, List.of(), mask),
            new Detection(usual.detections().get(0).box(), 0, "dog", .8f, 0, List.of(), mask));
    var result = FrameResult.of(new ObjectsDetected(usual.provenance(), found));

    var message =
        FrameMessage.of(new WallFrame(PICTURE, List.of(result)), mask.counts().length() * 2 - 1);

    JsonNode header = new ObjectMapper().readTree(headerOf(message));
    assertThat(header.at("/detections/0/mask/counts").asText()).isEqualTo(mask.counts());
    assertThat(header.at("/detections/1/mask/counts").asText()).isEmpty();
    assertThat(header.at("/detections/1/label").asText()).isEqualTo("dog");
    assertThat(header.path("masksLeftOut").asInt()).isEqualTo(1);
  }

  private static String headerOf(Buffer message) {
    return message.getString(4, 4 + message.getInt(0), "UTF-8");
  }

  private static String golden(String name) throws IOException {
    try (var file = FrameMessageTest.class.getResourceAsStream("/golden/" + name)) {
      return new String(file.readAllBytes(), UTF_8).strip();
    }
  }
}
