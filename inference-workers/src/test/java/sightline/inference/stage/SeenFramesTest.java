package sightline.inference.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sightline.events.FrameId;

class SeenFramesTest {

  private final SeenFrames seen = new SeenFrames(2);

  @Test
  void shouldCallASequenceNewOnlyOnce() {
    assertThat(seen.isNew(new FrameId("gate", 5, 0))).isTrue();
    assertThat(seen.isNew(new FrameId("gate", 5, 0))).isFalse();
    assertThat(seen.isNew(new FrameId("gate", 5, 3))).isTrue();
    assertThat(seen.isNew(new FrameId("gate", 5, 2))).isFalse();
  }

  @Test
  void shouldBeginAgainWithANewEpochAndIgnoreAnOldOne() {
    assertThat(seen.isNew(new FrameId("gate", 5, 9))).isTrue();
    assertThat(seen.isNew(new FrameId("gate", 6, 0))).isTrue();
    assertThat(seen.isNew(new FrameId("gate", 5, 10))).isFalse();
  }

  @Test
  void shouldForgetTheCameraThatWasSilentLongestWhenThereAreTooMany() {
    assertThat(seen.isNew(new FrameId("gate", 5, 0))).isTrue();
    assertThat(seen.isNew(new FrameId("yard", 5, 0))).isTrue();
    assertThat(seen.isNew(new FrameId("dock", 5, 0))).isTrue();

    assertThat(seen.isNew(new FrameId("yard", 5, 0))).isFalse();
    assertThat(seen.isNew(new FrameId("gate", 5, 0))).isTrue();
  }
}
