package sightline.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sightline.dashboards.feed.Samples.detected;
import static sightline.dashboards.feed.Samples.frame;
import static sightline.dashboards.feed.Samples.picture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sightline.dashboards.feed.EventSource;
import sightline.dashboards.feed.EveryListener;
import sightline.dashboards.feed.EveryReading;
import sightline.dashboards.feed.Samples;
import sightline.dashboards.feed.WallInput;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.CameraStatus.State;
import sightline.events.codec.CanonicalJson;

/** The whole service with its events fed by hand. */
class DashboardsIT {

  private static final int MAX_CLIENTS = 3;
  private static final int PICTURE_BYTES = 300_000;

  private final DashboardsMetrics metrics = new DashboardsMetrics();
  private final AtomicBoolean ready = new AtomicBoolean(true);
  private final HttpClient http = HttpClient.newHttpClient();
  private final FakeReading reading = new FakeReading();
  private final AtomicBoolean alive = new AtomicBoolean(true);
  private WallInput input;
  private EveryListener listener;
  private Map<Integer, Long> askedFrom;
  private Dashboards dashboards;

  /** Counts what the client acknowledged. */
  private static final class FakeReading implements EveryReading {
    private final BlockingQueue<Integer> acknowledged = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public void acknowledge(int count) {
      acknowledged.add(count);
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @BeforeEach
  void start() {
    var config =
        DashboardsConfig.read(
            JsonNodeFactory.instance
                .objectNode()
                .put("port", 0)
                .put("maxClients", MAX_CLIENTS)
                .put("maxEveryClients", 1));
    dashboards = Dashboards.start(config, metrics, (wall, ledger) -> byHand(wall));
    input.brokerReachable(true);
    input.status(Samples.status("gate", State.LIVE));
    input.status(Samples.status("yard", State.LIVE));
  }

  @AfterEach
  void stop() {
    dashboards.close();
  }

  @Test
  void shouldSendPictureAndBoxesOfOneFrameInOneMessage() throws Exception {
    try (var browser = browser()) {
      browser.send("{\"subscribe\":{\"cameras\":\"all\"}}");
      browser.awaitClock();
      show("gate", 7);

      var message = browser.awaitFrame();

      assertThat(message.header().at("/frame/sequence").asLong()).isEqualTo(7);
      assertThat(message.header().at("/detections/0/box/left").asDouble()).isEqualTo(7);
      assertThat(message.pictureBytes()).isEqualTo(PICTURE_BYTES);
    }
  }

  @Test
  void shouldKeepOthersGoingWhenOneBrowserNeverAcknowledges() throws Exception {
    try (var stalled = browser();
        var quick = browser()) {
      stalled.send("{\"subscribe\":{}}");
      stalled.awaitClock();
      quick.send("{\"subscribe\":{}}");
      quick.awaitClock();

      for (int sequence = 0; sequence < 40; sequence++) {
        show("gate", sequence);
        assertThat(quick.awaitFrame().header().at("/frame/sequence").asLong()).isEqualTo(sequence);
        quick.send("{\"ack\":1,\"glassMillis\":80}");
      }

      assertThat(stalled.awaitLost("gate")).isEqualTo(37); // 40 but two on their way and the latest
      assertThat(stalled.framesReceived()).isEqualTo(2);
      assertThat(exposed())
          .contains("sightline_dashboards_frames_lost_total{camera=\"gate\"} 37.0");
      assertThat(exposed()).contains("sightline_glass_to_glass_seconds_count 40");
    }
  }

  @Test
  void shouldSendEachEventWithItsOffsetToAClientThatReadsEvery() throws Exception {
    try (var program = browser()) {
      program.send("{\"subscribe\":{\"mode\":\"every\",\"from\":{\"1\":46}}}");
      program.awaitClock();
      listener.event(
          new EveryListener.EventAt(
              "detections", 1, 47, CanonicalJson.of(detected(frame("gate", 7)))));

      JsonNode message = program.awaitText("event");
      program.send("{\"ack\":1}");

      assertThat(askedFrom).containsExactly(Map.entry(1, 46L));
      assertThat(message.path("offset").asLong()).isEqualTo(47);
      assertThat(message.at("/event/detections/0/label").asText()).isEqualTo("person");
      assertThat(reading.acknowledged.poll(10, TimeUnit.SECONDS)).isEqualTo(1);
    }
    assertThat(reading.closed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldRefuseOneMoreReaderOfEveryEventThanTheLimit() throws Exception {
    try (var first = browser();
        var second = browser()) {
      first.send("{\"subscribe\":{\"mode\":\"every\"}}");
      first.awaitClock();
      second.send("{\"subscribe\":{\"mode\":\"every\"}}");

      assertThat(second.awaitClose()).isEqualTo("1013 1 clients read every event, the limit");
    }
  }

  @Test
  void shouldSendOnlyTheCamerasAskedFor() throws Exception {
    try (var browser = browser()) {
      browser.send("{\"subscribe\":{\"cameras\":[\"yard\"]}}");
      browser.awaitClock();
      show("gate", 1);
      show("yard", 2);

      assertThat(browser.awaitFrame().header().at("/frame/camera").asText()).isEqualTo("yard");
    }
  }

  @Test
  void shouldShowTheNewestPictureToSomeoneWhoComesLater() throws Exception {
    show("gate", 1);
    show("gate", 2);
    try (var browser = browser()) {
      browser.send("{\"subscribe\":{}}");

      assertThat(browser.awaitFrame().header().at("/frame/sequence").asLong()).isEqualTo(2);
    }
  }

  @Test
  void shouldTurnAwayOneMoreViewerThanTheLimitAndSayWhy() throws Exception {
    try (var first = browser();
        var second = browser();
        var third = browser();
        var fourth = browser()) {
      assertThat(fourth.awaitClose()).isEqualTo("1013 3 viewers are connected, the limit");
      assertThat(first.isOpen() && second.isOpen() && third.isOpen()).isTrue();
    }
  }

  @Test
  void shouldCloseWithAReasonWhenAClientTalksNonsense() throws Exception {
    try (var browser = browser()) {
      browser.send("{\"hello\":1}");

      assertThat(browser.awaitClose()).startsWith("1008 expected one of the keys");
    }
  }

  @Test
  void shouldTellTheSiteEverySecond() throws Exception {
    try (var browser = browser()) {
      JsonNode site = browser.awaitText("site");

      assertThat(site.path("camerasLive").asInt()).isEqualTo(2);
      assertThat(site.path("brokerReachable").asBoolean()).isTrue();
      assertThat(site.path("cameras").get(0).path("camera").asText()).isEqualTo("gate");
    }
  }

  @Test
  void shouldRefuseAWebsocketFromAnotherSitesPage() throws Exception {
    try (var browser = new TestBrowser(dashboards.port(), "http://elsewhere.example")) {
      assertThat(browser.awaitRefusal()).isEqualTo(403);
    }
  }

  @Test
  void shouldServeThePageAndEveryFileItsImportMapNames() throws Exception {
    var page = get("/");
    var files = Pattern.compile("\"(/webjars/[^\"]+[^/])\"").matcher(page.body());

    assertThat(page.headers().firstValue("content-security-policy")).isPresent();
    assertThat(page.body()).contains("<sightline-app>");
    while (files.find()) {
      assertThat(get(files.group(1)).statusCode()).as(files.group(1)).isEqualTo(200);
    }
    assertThat(get("/asyncapi.yaml").body()).contains("asyncapi: 3");
    assertThat(get("/openapi.yaml").body()).contains("openapi: 3", "/api/ledger", "/api/health");
  }

  @Test
  void shouldAnswerErrorsAsProblems() throws Exception {
    var missing = get("/nowhere");
    var traversal = get("/webjars/..%2f..%2f..%2fdashboards.yaml");

    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(new ObjectMapper().readTree(missing.body()).path("detail").asText())
        .isEqualTo("there is nothing at /nowhere");
    assertThat(traversal.statusCode()).isEqualTo(404);
  }

  @Test
  void shouldBeReadyOnlyWhenItSeesWhatHappens() throws Exception {
    int before = get("/health/ready").statusCode();
    ready.set(false);

    assertThat(before).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/api/cameras").body()).contains("\"camera\":\"gate\"");
    assertThat(get("/metrics").body()).contains("sightline_dashboards_cameras 2.0");
  }

  @Test
  void shouldCallItselfDeadWhenAReaderStandsStill() throws Exception {
    alive.set(false);

    assertThat(get("/health/live").statusCode()).isEqualTo(503);
  }

  private TestBrowser browser() throws Exception {
    return new TestBrowser(dashboards.port(), "http://127.0.0.1:" + dashboards.port()).open();
  }

  private void show(String camera, long sequence) {
    input.picture(picture(frame(camera, sequence), PICTURE_BYTES));
    input.detected(detected(frame(camera, sequence)));
  }

  private String exposed() {
    return new String(metrics.expose(), UTF_8);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var address = URI.create("http://127.0.0.1:" + dashboards.port() + path);
    return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  private EventSource byHand(WallInput wall) {
    input = wall;
    return new EventSource() {
      @Override
      public boolean isAlive() {
        return alive.get();
      }

      @Override
      public Map<String, Boolean> checks() {
        return Map.of("byHand", ready.get());
      }

      @Override
      public EveryReading readEvery(String topic, Map<Integer, Long> from, EveryListener reader) {
        askedFrom = from;
        listener = reader;
        return reading;
      }

      @Override
      public void close() {}
    };
  }
}
