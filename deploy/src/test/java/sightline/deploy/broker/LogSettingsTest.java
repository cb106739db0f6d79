package sightline.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sightline.events.Topics;

class LogSettingsTest {

  @Test
  void shouldKeepOnlyTheNewestStatusOfACamera() {
    assertThat(LogSettings.of(Topics.CAMERAS))
        .containsEntry("cleanup.policy", "compact")
        .containsEntry("segment.bytes", "1048576")
        .doesNotContainKey("retention.ms");
  }

  @Test
  void shouldUseSegmentsSmallEnoughForRetentionToAct() {
    var settings = LogSettings.of(Topics.FRAMES);

    long segment = Long.parseLong(settings.get("segment.bytes"));

    assertThat(segment * 4).isLessThanOrEqualTo(Topics.FRAMES.retentionBytes());
    assertThat(segment).isGreaterThan(Topics.FRAMES.maxRecordBytes());
  }
}
