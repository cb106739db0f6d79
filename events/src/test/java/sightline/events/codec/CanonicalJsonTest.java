package sightline.events.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sightline.events.Samples;

class CanonicalJsonTest {

  @Test
  void shouldWriteAResultAsTheGoldenFileSays() throws Exception {
    assertThat(CanonicalJson.of(Samples.DETECTED).toPrettyString())
        .isEqualTo(GoldenFiles.read("objects-detected.json").strip());
  }

  @Test
  void shouldWriteMasksLandmarksAndTracksAsTheGoldenFileSays() throws Exception {
    assertThat(CanonicalJson.of(Samples.SEGMENTED).toPrettyString())
        .isEqualTo(GoldenFiles.read("objects-segmented.json").strip());
  }

  @Test
  void shouldWriteAnAnomalyAsTheGoldenFileSays() throws Exception {
    assertThat(CanonicalJson.of(Samples.ANOMALY).toPrettyString())
        .isEqualTo(GoldenFiles.read("anomaly-found.json").strip());
  }

  @Test
  void shouldWriteARejectionAsTheGoldenFileSays() throws Exception {
    assertThat(CanonicalJson.of(Samples.REJECTED).toPrettyString())
        .isEqualTo(GoldenFiles.read("frame-rejected.json").strip());
  }

  @Test
  void shouldWriteACameraStatusAsTheGoldenFileSays() throws Exception {
    assertThat(CanonicalJson.of(Samples.STATUS).toPrettyString())
        .isEqualTo(GoldenFiles.read("camera-status.json").strip());
  }

  @Test
  void shouldWriteARowOfTheLedgerAsTheGoldenFileSays() throws Exception {
    assertThat(CanonicalJson.of(Samples.ROW).toPrettyString())
        .isEqualTo(GoldenFiles.read("ledger-row.json").strip());
  }

  @Test
  void shouldWriteASlotAndItsWorkersAsTheGoldenFilesSay() throws Exception {
    assertThat(CanonicalJson.of(Samples.SLOT).toPrettyString())
        .isEqualTo(GoldenFiles.read("slot.json").strip());
    assertThat(CanonicalJson.of(Samples.WORKER).toPrettyString())
        .isEqualTo(GoldenFiles.read("worker-status.json").strip());
  }
}
