package sightline.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void shouldLetTheLargestPictureThrough() {
    assertThat(Topics.FRAMES.maxRecordBytes()).isGreaterThan(Topics.MAX_PICTURE_BYTES);
  }

  @Test
  void shouldGiveResultsAsManyPartitionsAsFrames() {
    assertThat(Topics.DETECTIONS.partitions()).isEqualTo(Topics.FRAMES.partitions());
    assertThat(Topics.ANOMALIES.partitions()).isEqualTo(Topics.FRAMES.partitions());
  }

  @Test
  void shouldListEveryTopicOnce() {
    assertThat(Topics.all())
        .extracting(Topic::name)
        .containsExactly(
            "cameras",
            "frames",
            "detections",
            "segmentations",
            "anomalies",
            "tracks",
            "rejections",
            "ledger",
            "models",
            "model-audit",
            "worker-status",
            "training-jobs",
            "training-progress");
  }
}
