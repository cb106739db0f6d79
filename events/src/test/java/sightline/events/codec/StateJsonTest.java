package sightline.events.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.events.CameraStatus;
import sightline.events.LedgerRow;
import sightline.events.Samples;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.SlotState;
import sightline.events.slot.WorkerStatus;

class StateJsonTest {

  @Test
  void shouldReadWhatItWrote() throws Exception {
    assertThat(CanonicalJson.read(CanonicalJson.write(Samples.STATUS), CameraStatus.class))
        .isEqualTo(Samples.STATUS);
    assertThat(CanonicalJson.read(CanonicalJson.write(Samples.ROW), LedgerRow.class))
        .isEqualTo(Samples.ROW);
  }

  @Test
  void shouldReadWhatItWroteOfSlotsAndWorkers() throws Exception {
    assertThat(CanonicalJson.read(CanonicalJson.write(Samples.SLOT), SlotRecord.class))
        .isEqualTo(Samples.SLOT);
    assertThat(CanonicalJson.read(CanonicalJson.write(Samples.SLOT_STATE), SlotState.class))
        .isEqualTo(Samples.SLOT_STATE);
    assertThat(CanonicalJson.read(CanonicalJson.write(Samples.WORKER), WorkerStatus.class))
        .isEqualTo(Samples.WORKER);
  }

  @Test
  void shouldReadARowOfANewerWriter() throws Exception {
    String newer =
        new String(CanonicalJson.write(Samples.ROW), UTF_8).replaceFirst("\\{", "{\"weather\":1,");

    assertThat(CanonicalJson.read(newer.getBytes(UTF_8), LedgerRow.class)).isEqualTo(Samples.ROW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "noise", "[1]", "{\"camera\":\"../x\"}"})
  void shouldRefuseBytesThatAreSomethingElse(String noise) {
    assertThatThrownBy(() -> CanonicalJson.read(noise.getBytes(UTF_8), CameraStatus.class))
        .isInstanceOf(MalformedRecord.class);
    assertThatThrownBy(() -> CanonicalJson.read(noise.getBytes(UTF_8), LedgerRow.class))
        .isInstanceOf(MalformedRecord.class);
  }
}
