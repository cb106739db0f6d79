package sightline.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void shouldLetTheLargestPictureThrough() {
    assertThat(Topics.FRAMES.maxRecordBytes()).isGreaterThan(Topics.MAX_PICTURE_BYTES);
  }

  @Test
  void shouldKeepOnlyTheNewestStatusOfACamera() {
    assertThat(Topics.CAMERAS.settings())
        .containsEntry("cleanup.policy", "compact")
        .containsEntry("segment.bytes", "1048576")
        .doesNotContainKey("retention.ms");
  }

  @Test
  void shouldUseSegmentsSmallEnoughForRetentionToAct() {
    var settings = Topics.FRAMES.settings();

    long segment = Long.parseLong(settings.get("segment.bytes"));

    assertThat(segment * 4).isLessThanOrEqualTo(Topics.FRAMES.retentionBytes());
    assertThat(segment).isGreaterThan(Topics.FRAMES.maxRecordBytes());
  }

  @Test
  void shouldGiveResultsAsManyPartitionsAsFrames() {
    assertThat(Topics.DETECTIONS.partitions()).isEqualTo(Topics.FRAMES.partitions());
  }
}
