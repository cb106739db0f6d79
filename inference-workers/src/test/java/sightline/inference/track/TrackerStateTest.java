package sightline.inference.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sightline.inference.track.Scene.person;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TrackerStateTest {

  @Test
  void shouldBeShort() {
    assertThat(state()).hasSize(44 + 2 * 117);
  }

  @Test
  void shouldReadWhatItWrote() throws IOException {
    Tracker restored = trackers(TrackerKind.BYTETRACK).restore(state());

    assertThat(restored.state()).isEqualTo(state());
    assertThat(restored.live()).isEqualTo(2);
    assertThat(restored.lastId()).isEqualTo(2);
  }

  @Test
  void shouldKeepTheIdsAndLeaveTheTracksOfAnotherKind() throws IOException {
    Tracker restored = trackers(TrackerKind.SORT).restore(state());

    assertThat(restored.live()).isZero();
    assertThat(restored.lastId()).isEqualTo(2);
  }

  @Test
  void shouldRefuseAVersionThatItDoesNotKnowButTellItsIds() {
    byte[] later = state();
    later[0] = 2;

    assertThatThrownBy(() -> trackers(TrackerKind.SORT).restore(later))
        .isInstanceOf(IOException.class)
        .hasMessage("a tracker's state of version 2, expected 1");
    assertThat(Trackers.lastIdOf(later)).isEqualTo(2);
  }

  @Test
  void shouldRefuseAStateThatEndsTooSoon() {
    byte[] half = Arrays.copyOf(state(), 30);

    assertThatThrownBy(() -> trackers(TrackerKind.SORT).restore(half))
        .hasMessage("a tracker's state of 30 bytes ends too soon");
  }

  @Test
  void shouldRefuseTwoTracksOfOneId() {
    byte[] twice = state();
    ByteBuffer.wrap(twice).putLong(44 + 117, 1);

    assertThatThrownBy(() -> trackers(TrackerKind.SORT).restore(twice))
        .hasMessage("a tracker's state with a track of id 1, expected ids of 0 to 2, each once");
  }

  @RepeatedTest(200)
  void shouldReadOrRefuseAnythingDamaged(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    byte[] damaged = Arrays.copyOf(state(), random.nextInt(300));
    for (int i = 0; i < 3 && damaged.length > 0; i++) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
    }
    try {
      var scene = new Scene(trackers(TrackerKind.BYTETRACK).restore(damaged));
      scene.seeFor(3, person(0, 0, .9));
    } catch (IOException e) {
      assertThat(e).hasMessageStartingWith("a tracker's state");
    }
  }

  private static byte[] state() {
    Scene scene = Scene.of(TrackerKind.BYTETRACK);
    scene.seeFor(3, person(0, 0, .9), person(200, 0, .9));
    return scene.tracker.state();
  }

  private static Trackers trackers(TrackerKind kind) {
    return Trackers.of(TrackerSettings.of(kind));
  }
}
