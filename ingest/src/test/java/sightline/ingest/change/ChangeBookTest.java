package sightline.ingest.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.events.CameraStatus;
import sightline.events.QueuePolicy;
import sightline.events.QueuePolicy.WhenBehind;
import sightline.ingest.camera.CameraSettings;
import sightline.ingest.camera.TestCameras;
import sightline.ingest.metrics.IngestMetrics;
import sightline.ingest.pace.Pacing;

class ChangeBookTest {

  private static final CameraSettings YARD =
      TestCameras.settings("yard", "scene:junction", Pacing.ORIGINAL);
  private static final CameraSettings CLIP =
      TestCameras.settings("clip", "scene:junction?frames=9", Pacing.FAST);

  private final ChangeBook book =
      new ChangeBook(List.of(YARD, CLIP), new IngestMetrics<>(CameraStatus.State.class));
  private final List<CameraSettings> told = new ArrayList<>();
  private final List<String> said = new ArrayList<>();

  @Test
  void shouldLetACameraBeginWithWhatWasChangedBefore() {
    book.take("yard", Map.of("framesPerSecond", "2", "priority", "1"));

    assertThat(book.settings("yard"))
        .isEqualTo(
            YARD.withFrames(2, 0, 85)
                .withPolicy(
                    new QueuePolicy(WhenBehind.ADAPTIVE_DROP_OLDEST, Duration.ofSeconds(2), 1, 1)));
  }

  @Test
  void shouldTellARunningCameraOnceOfEachChange() {
    attach("yard");

    book.take("yard", Map.of("longestSide", "320"));
    book.take("yard", Map.of("longestSide", "320"));
    book.take("gate", Map.of("longestSide", "320"));
    book.take("yard", Map.of());

    assertThat(told).containsExactly(YARD.withFrames(0, 320, 85), YARD);
    assertThat(said).containsExactly("", "");
  }

  @Test
  void shouldPassOverWhatCannotBeAndTakeTheRest() {
    attach("yard");

    book.take("yard", Map.of("whenBehind", "WAIT", "priority", "2", "jpegQuality", "101"));

    assertThat(told.get(0).priority()).isEqualTo(2);
    assertThat(told.get(0).whenBehind()).isEqualTo(WhenBehind.ADAPTIVE_DROP_OLDEST);
    assertThat(said.get(0))
        .contains("whenBehind cannot become WAIT from ADAPTIVE_DROP_OLDEST while the camera runs")
        .contains("cameras.yard.jpegQuality is 101, expected 1 to 100");
  }

  @Test
  void shouldLeaveACameraThatWaitsWaiting() {
    attach("clip");

    book.take("clip", Map.of("whenBehind", "DROP_OLDEST", "deadline", "PT2S", "priority", "3"));

    assertThat(told.get(0).waits()).isTrue();
    assertThat(told.get(0).priority()).isEqualTo(3);
    assertThat(said.get(0)).contains("whenBehind cannot become DROP_OLDEST from WAIT", "deadline");
  }

  @Test
  void shouldTakePolicyAndDeadlineTogether() {
    book.take("yard", Map.of("whenBehind", "DEADLINE", "deadline", "PT0.5S"));

    assertThat(book.settings("yard").whenBehind()).isEqualTo(WhenBehind.DEADLINE);
    assertThat(book.settings("yard").deadline()).isEqualTo(Duration.ofMillis(500));
  }

  private void attach(String camera) {
    book.attach(
        camera,
        (settings, passedOver) -> {
          told.add(settings);
          said.add(passedOver);
        });
  }
}
