package sightline.deploy.rejections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.events.FrameId;

class RejectionIdTest {

  @Test
  void shouldReadWhatItWrites() {
    var id = new RejectionId(new FrameId("gate-1", 1_763_821_000_000L, 42), "people/yard");

    assertThat(RejectionId.parse(id.toString())).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gate/1/2        | expected CAMERA/EPOCH/SEQUENCE/SLOT",
        "gate/one/2/slot | expected whole numbers",
        "gate/1/2/''     | slot of gate/1/2 is empty",
        "ga te/1/2/slot  | camera is 'ga te'",
        "gate/-1/2/slot  | expected 0 or more",
      })
  void shouldRefuseWhatIsNoId(String text, String expected) {
    assertThatThrownBy(() -> RejectionId.parse(text.replace("''", "").strip()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expected.strip());
  }
}
