package sightline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrainerConfigTest {

  @Test
  void shouldTakeEveryDefaultFromTheManual() {
    TrainerConfig config = TrainerConfig.defaults();

    assertThat(config.port()).isEqualTo(8084);
    assertThat(config.maxRunning()).isEqualTo(1);
    assertThat(config.maxQueued()).isEqualTo(20);
    assertThat(config.stopGrace()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void shouldRefuseAKeyOrValueByItsWholeName() {
    assertThatThrownBy(() -> TrainerConfig.read(json().put("prot", 1)))
        .hasMessageStartingWith("trainer.prot is not a key, expected one of [bootstrapServers");
    assertThatThrownBy(() -> TrainerConfig.read(json().put("maxQueued", 0)))
        .hasMessage("trainer.maxQueued is 0, expected 1 to 10000");
    assertThatThrownBy(() -> TrainerConfig.read(json().put("timeout", "soon")))
        .hasMessageStartingWith("trainer.timeout cannot be read");
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
