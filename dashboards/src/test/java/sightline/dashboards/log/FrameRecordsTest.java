package sightline.dashboards.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import sightline.dashboards.feed.EventFeed;
import sightline.dashboards.feed.FeedLimits;
import sightline.dashboards.feed.ManualClock;
import sightline.dashboards.feed.Samples;
import sightline.dashboards.feed.StageLatencies;
import sightline.dashboards.feed.WallFrame;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.FrameHeaders;
import sightline.events.slot.SlotState;

class FrameRecordsTest {

  private static final FeedLimits LIMITS =
      new FeedLimits(
          2,
          8,
          10_000,
          8,
          100_000,
          4,
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(9));

  private final DashboardsMetrics metrics = new DashboardsMetrics();
  private final List<WallFrame> shown = new ArrayList<>();
  private final EventFeed feed =
      new EventFeed(LIMITS, new ManualClock(), metrics, new StageLatencies(metrics), shown::add);
  private final FrameRecords records = new FrameRecords(feed, metrics);

  @Test
  void shouldPassOverTheMarkerOfASwitchWithoutMakingACameraOfIt() {
    var state = new SlotState("people", 3, List.of(), -1, "full");
    Headers headers = FrameHeaders.of(state, Samples.START);

    records.accept(entry("slots/people", headers, CanonicalJson.write(state)));

    assertThat(feed.view().cameras()).isEmpty();
    assertThat(new String(metrics.expose(), UTF_8))
        .doesNotContain("sightline_dashboards_malformed_records_total{topic=\"frames\"}");
  }

  @Test
  void shouldTakeThePictureBehindAMarker() {
    var picture = Samples.picture(Samples.frame("gate", 7), 10);

    records.accept(entry("gate", FrameHeaders.of(picture), picture.picture().jpeg()));

    assertThat(feed.view().cameras()).hasSize(1);
  }

  private static ConsumerRecord<byte[], byte[]> entry(String key, Headers headers, byte[] value) {
    return new ConsumerRecord<>(
        Topics.FRAMES.name(),
        0,
        17,
        0,
        TimestampType.CREATE_TIME,
        key.length(),
        value.length,
        key.getBytes(UTF_8),
        value,
        headers,
        Optional.empty());
  }
}
