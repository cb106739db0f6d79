package sightline.dashboards;

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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.dashboards.feed.Samples;
import sightline.dashboards.feed.WallInput;
import sightline.dashboards.ledger.LedgerInput;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.CameraStatus.State;
import sightline.events.FrameRejected;
import sightline.events.FrameRejected.Reason;
import sightline.events.LedgerRow;
import sightline.events.Picture;

/** Ledger, rejections and health over HTTP, with events fed by hand. */
class AccountRoutesIT {

  private final HttpClient http = HttpClient.newHttpClient();
  private WallInput wall;
  private LedgerInput accounts;
  private Dashboards dashboards;

  @BeforeEach
  void start() {
    dashboards =
        Dashboards.start(
            DashboardsConfig.read(JsonNodeFactory.instance.objectNode().put("port", 0)),
            new DashboardsMetrics(),
            (input, ledger) -> {
              wall = input;
              accounts = ledger;
              return new HandFed();
            });
    wall.brokerReachable(true);
    wall.status(Samples.status("gate", State.LIVE));
  }

  @AfterEach
  void stop() {
    dashboards.close();
  }

  @Test
  void shouldAnswerWhatTheLedgerHolds() throws Exception {
    accounts.row(row("gate", 10, 7));
    accounts.row(row("yard", 5, 5));

    JsonNode all = json("/api/ledger?minutes=5");
    JsonNode yard = json("/api/ledger?minutes=5&camera=yard&slot=objects");

    assertThat(all.path("rows")).hasSize(2);
    assertThat(all.path("balances").asBoolean()).isFalse();
    assertThat(all.at("/unbalanced/0/camera").asText()).isEqualTo("gate");
    assertThat(yard.path("balances").asBoolean()).isTrue();
    assertThat(yard.at("/totals/0/captured").asInt()).isEqualTo(5);
  }

  @Test
  void shouldAnswerRejectionsWithTheirThumbnails() throws Exception {
    FrameRejected event = Samples.rejected(frame("gate", 7), Reason.FAILED);
    Picture picture = Picture.ofJpeg(new byte[] {1, 2, 3});
    accounts.rejection(
        new FrameRejected(event.provenance(), event.reason(), event.detail(), picture));
    accounts.rejection(Samples.rejected(frame("yard", 8), Reason.UNREADABLE));

    JsonNode found = json("/api/rejections?camera=gate&reason=FAILED&limit=5");
    var thumbnail = get(found.at("/examples/0/thumbnail").asText());

    assertThat(found.path("counts")).hasSize(1);
    assertThat(found.at("/examples/0/reason").asText()).isEqualTo("FAILED");
    assertThat(thumbnail.headers().firstValue("content-type")).contains("image/jpeg");
    assertThat(thumbnail.body()).hasSize(3);
    assertThat(json("/api/rejections").at("/examples/0/thumbnail").isNull()).isTrue();
  }

  @Test
  void shouldAnswerHowTheSiteDoes() throws Exception {
    accounts.row(row("gate", 10, 7));
    wall.picture(picture(frame("gate", 1), 10));
    wall.detected(detected(frame("gate", 1)));

    JsonNode health = json("/api/health");

    assertThat(health.at("/ledger/unbalanced/0/frames").asInt()).isEqualTo(3);
    assertThat(health.at("/alerts/0/kind").asText()).isEqualTo("UNBALANCED");
    assertThat(health.at("/latency/sinceCapture/forwarded/p95Millis").asDouble()).isEqualTo(31);
    assertThat(health.at("/cameras/0/accounts/0/lastHour/captured").asInt()).isEqualTo(10);
    assertThat(health.at("/cameras/0/accounts/0/minutes")).hasSize(60);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/ledger?minutes=0 | minutes is '0', expected 1 to 120",
        "/api/ledger?minutes=9999 | minutes is '9999', expected 1 to 120",
        "/api/ledger?camera=%3Cb%3E | camera is '<b>', expected 1 to 64 letters",
        "/api/ledger?hours=1 | parameter hours is unknown, expected minutes, camera, slot",
        "/api/ledger?minutes=1&minutes=2 | parameter minutes is given twice, expected once",
        "/api/rejections?reason=BORED | reason is 'BORED', expected one of [UNREADABLE",
        "/api/rejections?limit=many | limit is 'many', expected 1 to 500",
        "/api/health?x=1 | parameter x is unknown, expected none",
      })
  void shouldRefuseARequestThatMakesNoSenseAndSayWhy(String path, String detail) throws Exception {
    var refused = get(path);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(new ObjectMapper().readTree(refused.body()).path("detail").asText())
        .startsWith(detail);
  }

  @Test
  void shouldHaveNoThumbnailOfARejectionThatIsForgotten() throws Exception {
    assertThat(get("/api/rejections/gate~1~2~objects/thumbnail").statusCode()).isEqualTo(404);
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    var answer = get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  private static LedgerRow row(String camera, long captured, long inferred) {
    return new LedgerRow(
        camera,
        "objects",
        Instant.now().truncatedTo(ChronoUnit.MINUTES),
        captured,
        captured,
        Map.of(),
        0,
        inferred,
        0,
        Map.of(),
        Map.of(),
        0,
        captured - inferred,
        0,
        0);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var address = URI.create("http://127.0.0.1:" + dashboards.port() + path);
    return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }
}
