package sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.QueuePolicy;
import sightline.events.QueuePolicy.WhenBehind;
import sightline.events.Topics;
import sightline.ingest.pace.Pacing;

class IngestConfigTest {

  @TempDir Path folder;

  @Test
  void shouldHaveTheDefaultsOfTheManual() {
    var config = IngestConfig.defaults();

    assertThat(config.cameras()).isEmpty();
    assertThat(config.bootstrapServers()).isEqualTo("127.0.0.1:9092");
    assertThat(config.port()).isEqualTo(8081);
    assertThat(config.maxLeadFrames()).isEqualTo(500);
    assertThat(config.maxPictureBytes()).isEqualTo(Topics.MAX_PICTURE_BYTES);
    assertThat(config.camera().jpegQuality()).isEqualTo(85);
  }

  @Test
  void shouldLayACameraOverTheDefaultsOfCameras() throws IOException {
    var config =
        read(
            """
            camera: {framesPerSecond: 5}
            cameras:
              - {name: yard, location: rtsp://u:p@cam/1, whenBehind: WAIT}
              - {name: clip, location: clip.mp4, framesPerSecond: 0, pacing: FAST, whenBehind: WAIT}
            """);

    assertThat(config.cameras().get(0).framesPerSecond()).isEqualTo(5);
    assertThat(config.cameras().get(0).waits()).isTrue();
    assertThat(config.cameras().get(1).framesPerSecond()).isZero();
    assertThat(config.cameras().get(1).isFinite()).isTrue();
    assertThat(config).asString().doesNotContain("u:p");
  }

  @Test
  void shouldRefuseAKeyThatIsNone() {
    assertThatThrownBy(() -> read("cameras: [{name: a, location: b, colour: red}]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ingest.cameras[0].colour is not a key, expected one of")
        .hasMessageContaining("longestSide");
  }

  @Test
  void shouldNameKeyValueAndExpectationOfAWrongValue() {
    assertThatThrownBy(() -> read("camera: {jpegQuality: 400}"))
        .hasMessage("ingest.cameras.camera.jpegQuality is 400, expected 1 to 100");
    assertThatThrownBy(() -> read("maxLeadFrames: 0"))
        .hasMessage("ingest.maxLeadFrames is 0, expected 1 or more");
    assertThatThrownBy(() -> read("brokerSilentAfter: PT1S"))
        .hasMessage("ingest.brokerSilentAfter is PT1S, expected more than brokerAskEvery (PT2S)");
    assertThatThrownBy(() -> read("batchBytes: 1000000000"))
        .hasMessageStartingWith("ingest.batchBytes is 1000000000, expected 0 to ");
    assertThatThrownBy(() -> read("watch: {frozenAfter: PT-1S}"))
        .hasMessage("ingest.watch.frozenAfter is PT-1S, expected zero or more");
    assertThatThrownBy(() -> read("watch: {maxCycleFrames: 1}"))
        .hasMessage("ingest.watch.maxCycleFrames is 1, expected 2 to 3000");
    assertThatThrownBy(() -> read("watch: {stuckAfter: PT1S}"))
        .hasMessage("ingest.watch.stuckAfter is PT1S, expected more than stopGrace (PT2S)");
    assertThatThrownBy(() -> read("watch: {readTimeout: PT1S}"))
        .hasMessage("ingest.watch.readTimeout is PT1S, expected staleAfter (PT3S) or more");
  }

  @Test
  void shouldNotQuoteAFileThatIsNoYaml() throws IOException {
    Path file = folder.resolve("site.yaml");
    Files.writeString(file, "cameras:\n  - name: 'rtsp://admin:sesame@cam\n    location: [x");

    assertThatThrownBy(() -> IngestConfig.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not YAML at line")
        .hasMessageNotContaining("sesame");
  }

  @Test
  void shouldMakeACameraWithTheDefaults() {
    var camera =
        IngestConfig.defaults()
            .camera("clip", "clip.mp4")
            .withPolicy(QueuePolicy.WAIT)
            .withPacing(Pacing.FAST);

    assertThat(camera.name()).isEqualTo("clip");
    assertThat(camera.waits()).isTrue();
    assertThat(camera.isFinite()).isTrue();
  }

  @Test
  void shouldDropTheOldestFramesOfACameraThatSaysNothing() {
    QueuePolicy policy = IngestConfig.defaults().camera("gate", "rtsp://cam/").policy();

    assertThat(policy)
        .isEqualTo(new QueuePolicy(WhenBehind.ADAPTIVE_DROP_OLDEST, Duration.ofSeconds(2), 5, 1));
  }

  @Test
  void shouldTakeADeadlineOfZeroForNoneUnlessTheCameraWaits() throws IOException {
    var config = read("cameras: [{name: gate, location: rtsp://cam/, deadline: PT0S}]");

    assertThat(config.cameras().get(0).waits()).isFalse();
    assertThat(config.cameras().get(0).policy().deadline()).isZero();
  }

  @Test
  void shouldNotWantADeadlineOfACameraThatWaitsByDefault() throws IOException {
    var config = read("{camera: {whenBehind: WAIT}, cameras: [{name: clip, location: a.mp4}]}");

    assertThat(config.cameras().get(0).policy().whenBehind()).isEqualTo(WhenBehind.WAIT);
    assertThat(config.cameras().get(0).policy().deadline()).isZero();
  }

  @Test
  void shouldSayWhichPolicyDoesNotFit() {
    assertThatThrownBy(() -> read("camera: {whenBehind: WAIT, deadline: PT1S}"))
        .hasMessage(
            "ingest.cameras.camera.deadline is PT1S, expected PT0S when whenBehind is WAIT");
    assertThatThrownBy(() -> read("camera: {whenBehind: DEADLINE, deadline: PT0S}"))
        .hasMessageContaining("deadline is PT0S, expected more than zero when whenBehind is DEAD");
    assertThatThrownBy(() -> read("camera: {pacing: FAST, deadline: PT0S}"))
        .hasMessageContaining("whenBehind is ADAPTIVE_DROP_OLDEST, expected WAIT when pacing is F");
    assertThatThrownBy(() -> read("camera: {priority: 10}"))
        .hasMessageContaining("priority is 10, expected 1 (the most important) to 9");
    assertThatThrownBy(() -> read("camera: {floorFramesPerSecond: -1}"))
        .hasMessageContaining("floorFramesPerSecond is -1.0, expected 0 to 1000");
    assertThatThrownBy(() -> read("camera: {whenBehind: DROP}"))
        .hasMessageContaining("whenBehind")
        .hasMessageContaining("DROP_LATEST");
  }

  private static IngestConfig read(String yaml) throws JsonProcessingException {
    return IngestConfig.read(new YAMLMapper().readTree(yaml));
  }
}
