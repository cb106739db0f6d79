package sightline.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sightline.dashboards.feed.Samples.detected;
import static sightline.dashboards.feed.Samples.frame;
import static sightline.dashboards.feed.Samples.picture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sightline.dashboards.Viewers.Viewer;
import sightline.dashboards.feed.Samples;
import sightline.dashboards.feed.WallInput;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.CameraStatus.State;

/** Nothing slow hurts something fast, and idle viewers cost next to nothing. */
class ManyViewersIT {

  private static final int CAMERAS = 8;
  private static final int VIEWERS = 64;
  private static final int STALLED = 6;
  private static final int ROUNDS = 25;
  private static final int IDLE = 1_000;
  private static final int PICTURE_BYTES = 30_000;
  private static final int MAX_UNACKNOWLEDGED = 2;

  private final List<String> cameras =
      IntStream.range(0, CAMERAS).mapToObj(number -> "camera-" + number).toList();
  private final DashboardsMetrics metrics = new DashboardsMetrics();
  private WallInput wall;
  private Dashboards dashboards;
  private Viewers viewers;

  @BeforeEach
  void start() {
    var config =
        DashboardsConfig.read(
            JsonNodeFactory.instance
                .objectNode()
                .put("port", 0)
                .put("maxClients", IDLE + VIEWERS)
                .put("maxUnacknowledged", MAX_UNACKNOWLEDGED)
                .put("pingInterval", "PT5M") // who is stalled stays for the whole test
                .put("idleTimeout", "PT10M"));
    dashboards =
        Dashboards.start(
            config,
            metrics,
            (input, ledger) -> {
              wall = input;
              return new HandFed();
            });
    cameras.forEach(camera -> wall.status(Samples.status(camera, State.LIVE)));
    viewers = new Viewers(dashboards.port());
  }

  @AfterEach
  void stop() throws Exception {
    viewers.close();
    dashboards.close();
  }

  @Test
  void shouldShowEveryFrameToTheOthersWhenSixViewersAreStalled() throws Exception {
    var quick = new ArrayList<Viewer>();
    for (int i = 0; i < VIEWERS - STALLED; i++) {
      quick.add(viewers.connect("\"all\""));
    }
    show(0, ROUNDS, quick.size());
    viewers.p99Millis(); // of cold code
    show(ROUNDS, ROUNDS, quick.size());
    double alone = viewers.p99Millis();
    long sentAlone = sumOf("sightline_dashboards_frames_sent_total");
    for (int i = 0; i < STALLED; i++) {
      viewers.connectStalled();
    }

    show(2 * ROUNDS, ROUNDS, quick.size());
    viewers.awaitSites(2 * quick.size());

    Long[] all = LongStream.range(0, 3 * ROUNDS).boxed().toArray(Long[]::new);
    assertThat(quick)
        .allSatisfy(
            viewer ->
                assertThat(cameras)
                    .allSatisfy(camera -> assertThat(viewer.seen(camera)).containsExactly(all)));
    int offered = ROUNDS * CAMERAS; // a newcomer is offered the newest picture of each besides
    assertThat(sumOf("sightline_dashboards_frames_lost_total"))
        .isEqualTo(STALLED * (offered + CAMERAS - MAX_UNACKNOWLEDGED - CAMERAS));
    assertThat(sumOf("sightline_dashboards_frames_waiting")).isEqualTo(STALLED * CAMERAS);
    assertThat(sumOf("sightline_dashboards_frames_sent_total"))
        .isEqualTo(sentAlone + quick.size() * offered + STALLED * MAX_UNACKNOWLEDGED);
    System.out.printf(
        "p99 of %d viewers: %.1f ms alone, %.1f ms beside %d stalled ones%n",
        quick.size(), alone, viewers.p99Millis(), STALLED);
  }

  @Test
  void shouldHoldAThousandViewersThatMostlyLookAway() throws Exception {
    var idle = new ArrayList<Viewer>();
    for (int i = 0; i < IDLE; i++) {
      idle.add(viewers.connect("[]"));
    }
    Viewer watching = viewers.connect("\"all\"");

    show(0, ROUNDS, 1);
    viewers.awaitSites(2 * (IDLE + 1));

    assertThat(idle).allMatch(Viewer::isOpen).allMatch(viewer -> viewer.timesTold() > 0);
    assertThat(idle).allMatch(viewer -> viewer.seen("camera-0").isEmpty());
    assertThat(watching.seen("camera-0")).hasSize(ROUNDS);
    assertThat(sumOf("sightline_dashboards_clients")).isEqualTo(IDLE + 1);
    assertThat(sumOf("sightline_dashboards_frames_lost_total")).isZero();
    System.out.printf("p99 of one viewer beside %d idle: %.1f ms%n", IDLE, viewers.p99Millis());
  }

  /** Shows a frame of each camera and waits until everyone has it, again and again. */
  private void show(long from, int rounds, int receivers) throws InterruptedException {
    for (long sequence = from; sequence < from + rounds; sequence++) {
      for (String camera : cameras) {
        viewers.showing(camera, sequence);
        wall.picture(picture(frame(camera, sequence), PICTURE_BYTES));
        wall.detected(detected(frame(camera, sequence)));
      }
      viewers.awaitFrames(receivers * CAMERAS);
    }
  }

  private long sumOf(String metric) {
    var line = Pattern.compile("(?m)^" + metric + "(?:\\{[^}]*})? ([0-9.E]+)$");
    return (long)
        line.matcher(new String(metrics.expose(), UTF_8))
            .results()
            .mapToDouble(found -> Double.parseDouble(found.group(1)))
            .sum();
  }
}
