package sightline.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"gate", "Gate-3", "1", "a.b_c-d"})
  void shouldTakeNamesThatFitEverywhere(String camera) {
    assertThat(new FrameId(camera, 1, 0)).hasToString(camera + "/1/0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " gate", "-gate", "../etc", "gate/1", "gäte", "a\nb"})
  void shouldRefuseNamesThatDoNot(String camera) {
    assertThatThrownBy(() -> new FrameId(camera, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("camera is '" + camera + "'");
  }

  @Test
  void shouldRefuseANegativeSequence() {
    assertThatThrownBy(() -> new FrameId("gate", 1, -1))
        .hasMessageContaining("sequence -1 of camera gate");
  }
}
