package sightline.ingest.metrics;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sightline.events.CameraStatus;

class HealthServerTest {

  private static final String HOST = "127.0.0.1";

  private final IngestMetrics<CameraStatus.State> metrics =
      new IngestMetrics<>(CameraStatus.State.class);

  @Test
  void shouldAnswerWhileAnotherClientStallsInItsRequest() throws Exception {
    try (var server =
            HealthServer.start(HOST, 0, metrics, Optional::empty, () -> Optional.of("no broker"));
        var stalling = new Socket(HOST, server.port())) {
      stalling.getOutputStream().write("GET /health".getBytes(ISO_8859_1));
      stalling.getOutputStream().flush();

      var answer = ask(server, "/health/ready");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo("no broker\n");
    }
  }

  @Test
  void shouldSayWhyTheProcessIsNotLiveAlthoughItIsReady() throws Exception {
    try (var server =
        HealthServer.start(HOST, 0, metrics, () -> Optional.of("stuck"), Optional::empty)) {

      var live = ask(server, "/health/live");

      assertThat(live.statusCode()).isEqualTo(503);
      assertThat(live.body()).isEqualTo("stuck\n");
      assertThat(ask(server, "/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldSayWhichPortIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      int port = taken.getLocalPort();

      assertThatThrownBy(
              () -> HealthServer.start(HOST, port, metrics, Optional::empty, Optional::empty))
          .isInstanceOf(BindException.class)
          .hasMessage("ingest.port is %d, which is in use", port);
    }
  }

  private static HttpResponse<String> ask(HealthServer server, String path) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://%s:%d%s".formatted(HOST, server.port(), path)))
            .timeout(Duration.ofSeconds(30))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
