package sightline.registry.swap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.events.slot.CameraChange;
import sightline.registry.log.NotWritten;
import sightline.registry.shelf.AuditEntry;
import sightline.registry.shelf.Changes.Who;
import sightline.registry.shelf.Refused;

class CameraDeskTest {

  private static final Who ANNA = new Who("anna", "the night is long");

  private final Scene scene = new Scene();

  @Test
  void shouldRememberAChangeWithBeforeAndAfter() throws Exception {
    change("yard", 0, Map.of("framesPerSecond", "5"));
    change("yard", 1, Map.of("framesPerSecond", "2", "priority", "1"));

    assertThat(scene.log.known().camera("yard"))
        .isEqualTo(new CameraChange("yard", 2, Map.of("framesPerSecond", "2", "priority", "1")));
    AuditEntry entry = scene.log.known().audit().newestOfCamera("yard").orElseThrow();
    assertThat(List.of(entry.by(), entry.action(), entry.subject(), entry.from(), entry.to()))
        .containsExactly("anna", "camera-changed", "yard", "", "");
    assertThat(entry.evidence())
        .hasToString(
            "{\"before\":{\"framesPerSecond\":\"5\"},"
                + "\"after\":{\"framesPerSecond\":\"2\",\"priority\":\"1\"}}");
  }

  @Test
  void shouldCountOnWhenAChangeIsTakenBack() throws Exception {
    change("yard", 0, Map.of("priority", "1"));

    change("yard", 1, Map.of());

    assertThat(scene.log.known().camera("yard")).isEqualTo(new CameraChange("yard", 2, Map.of()));
  }

  @Test
  void shouldWriteNothingWhenNothingChanges() throws Exception {
    change("yard", 0, Map.of());
    change("gate", 0, Map.of("priority", "1"));
    change("gate", 1, Map.of("priority", "1"));

    assertThat(scene.log.known().audit().entries()).hasSize(1);
    assertThat(scene.log.known().cameras()).containsOnlyKeys("gate");
  }

  @Test
  void shouldRefuseWhoHasNotSeenWhatIs() throws Exception {
    change("yard", 0, Map.of("priority", "1"));

    assertThatThrownBy(() -> change("yard", 0, Map.of("priority", "2")))
        .isInstanceOf(Refused.class)
        .hasMessageStartingWith("camera yard is at edition 1, you saw 0: anna camera-changed at");
    assertThatThrownBy(() -> change("yard", -1, Map.of("priority", "2")))
        .hasMessage("say which edition of camera yard you saw; it is at 1");
  }

  @Test
  void shouldKeepNoMoreCamerasThanItMayButMakeRoomOfOneTakenBack() throws Exception {
    for (String camera : List.of("a", "b", "c")) {
      change(camera, 0, Map.of("priority", "1"));
    }

    assertThatThrownBy(() -> change("d", 0, Map.of("priority", "1")))
        .isInstanceOf(Refused.class)
        .hasMessage("3 cameras are changed, no more are kept (maxCameras)");
    change("b", 1, Map.of());
    change("d", 0, Map.of("priority", "1"));

    assertThat(scene.log.known().cameras()).containsOnlyKeys("a", "c", "d");
    assertThat(new String(scene.metrics.expose(), UTF_8))
        .contains("limit_reached_total{limit=\"maxCameras\"} 2.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          framesPerSecond      | 1001   | framesPerSecond is 1001, expected 0 to 1000
          framesPerSecond      | NaN    | framesPerSecond is NaN, expected 0 to 1000
          longestSide          | 8      | longestSide is 8, expected 0, or 16 to 16384
          jpegQuality          | best   | jpegQuality is best, expected 1 to 100
          whenBehind           | WAIT   | whenBehind is WAIT, expected one of [DROP_OLDEST,
          whenBehind           | hurry  | whenBehind is hurry, expected one of [DROP_OLDEST,
          deadline             | 2s     | deadline is 2s, expected a duration of zero or more
          deadline             | PT-2S  | deadline is PT-2S, expected a duration of zero or more
          priority             | 10     | priority is 10, expected 1 (the most important) to 9
          floorFramesPerSecond | -1     | floorFramesPerSecond is -1, expected 0 to 1000
          location             | rtsp:x | location cannot be changed here, because it may hold a
          pacing               | LOOP   | pacing cannot be changed while a camera runs, expected one
          """)
  void shouldSayWhatASettingMayBe(String key, String value, String sentence) {
    assertThatThrownBy(() -> change("yard", 0, Map.of(key, value)))
        .isInstanceOf(Refused.class)
        .hasMessageStartingWith(sentence);
  }

  @Test
  void shouldRefuseADeadlineOfZeroWhenItDecides() {
    assertThatThrownBy(
            () -> change("yard", 0, Map.of("whenBehind", "DEADLINE", "deadline", "PT0S")))
        .hasMessage("deadline is PT0S, expected more than zero when whenBehind is DEADLINE");
  }

  private void change(String camera, long seen, Map<String, String> settings) throws NotWritten {
    var ignored = scene.cameras.change(new CameraChange(camera, seen, settings), ANNA);
  }
}
