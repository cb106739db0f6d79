package sightline.dashboards.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sightline.dashboards.feed.Samples.START;
import static sightline.dashboards.feed.Samples.detected;
import static sightline.dashboards.feed.Samples.frame;
import static sightline.dashboards.feed.Samples.picture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.CameraStatus.State;
import sightline.events.FrameRejected.Reason;

class EventFeedTest {

  private static final FeedLimits LIMITS =
      new FeedLimits(
          2,
          8,
          10_000,
          8,
          100_000,
          4,
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10));

  private final ManualClock clock = new ManualClock();
  private final DashboardsMetrics metrics = new DashboardsMetrics();
  private final StageLatencies latencies = new StageLatencies(metrics);
  private final List<WallFrame> shown = new ArrayList<>();
  private final EventFeed feed = new EventFeed(LIMITS, clock, metrics, latencies, shown::add);

  @Test
  void shouldCallALiveCameraStaleWhenItsPicturesDoNotArrive() {
    feed.status(Samples.status("gate", State.LIVE));
    clock.pass(Duration.ofSeconds(11));

    var view = feed.view().cameras().get(0).status();

    assertThat(view.state()).isEqualTo(State.STALE);
    assertThat(view.since()).isEqualTo(START);
    assertThat(view.detail()).contains("ingest");
  }

  @Test
  void shouldBelieveACameraThatSaysItIsOffline() {
    feed.status(Samples.status("gate", State.OFFLINE));
    clock.pass(Duration.ofSeconds(100));

    assertThat(feed.view().cameras().get(0).status().state()).isEqualTo(State.OFFLINE);
  }

  @Test
  void shouldRefuseAndCountCamerasBeyondTheLimit() {
    for (int camera = 0; camera < 5; camera++) {
      feed.picture(picture(frame("camera-" + camera, 0), 10));
    }

    assertThat(feed.view().cameras()).hasSize(2);
    assertThat(new String(metrics.expose(), UTF_8))
        .contains("sightline_dashboards_refused_events_total 3.0")
        .doesNotContain("camera-2");
  }

  @Test
  void shouldForgetACameraThatWasTakenOut() {
    feed.picture(picture(frame("gate", 0), 10));

    feed.removed("gate");

    assertThat(feed.view().cameras()).isEmpty();
    assertThat(new String(metrics.expose(), UTF_8)).doesNotContain("gate");
  }

  @Test
  void shouldTellFramesObjectsAndRejectionsOfEachSecond() {
    for (int sequence = 0; sequence < 10; sequence++) {
      feed.picture(picture(frame("gate", sequence), 10));
      feed.detected(detected(frame("gate", sequence)));
    }
    feed.rejected(Samples.rejected(frame("gate", 10), Reason.UNREADABLE));
    clock.pass(Duration.ofSeconds(2));

    var camera = feed.view().cameras().get(0);

    assertThat(camera.activity()).hasSize(60).endsWith(10, 0);
    assertThat(camera.framesPerSecond()).isEqualTo(2.0);
    assertThat(camera.rejected()).isEqualTo(1);
    assertThat(shown).hasSize(10);
  }

  @Test
  void shouldMeasureTheStagesOfAFrameOnceAndNotItsSecondLook() {
    feed.detected(detected(frame("gate", 4)));
    feed.detected(detected(frame("gate", 5)));

    feed.detected(detected(frame("gate", 4)));

    var forwarded = latencies.view(START).at("forwarded");
    assertThat(forwarded.count()).isEqualTo(2);
    assertThat(forwarded.p50()).isEqualTo(.031);
  }

  @Test
  void shouldTellASwitchOfAModelForAMinuteAndNotForASecondLookByAnOldOne() {
    feed.detected(detected(frame("gate", 4), "people", "1"));
    feed.detected(detected(frame("gate", 4), "cars", "1"));
    feed.detected(detected(frame("gate", 5), "people", "2"));
    feed.detected(detected(frame("gate", 3), "people", "1"));

    var switches = feed.view().cameras().get(0).switches();
    clock.pass(Duration.ofSeconds(60));
    var later = feed.view().cameras().get(0).switches();

    assertThat(switches).hasSize(1);
    assertThat(switches.get(0).slot()).isEqualTo("people");
    assertThat(switches.get(0).from().version()).isEqualTo("1");
    assertThat(switches.get(0).to().version()).isEqualTo("2");
    assertThat(later).isEmpty();
  }

  @Test
  void shouldPassOnPicturesWithoutResultsWhenTheyAreDue() {
    feed.picture(picture(frame("gate", 0), 10));
    clock.pass(Duration.ofSeconds(3));

    feed.expire();

    assertThat(shown).extracting(WallFrame::outcome).containsExactly("pending");
  }
}
