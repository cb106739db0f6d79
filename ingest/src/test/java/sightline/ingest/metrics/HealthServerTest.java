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
    try (var server = HealthServer.start(HOST, 0, metrics, () -> Optional.of("no broker"));
        var stalling = new Socket(HOST, server.port())) {
      stalling.getOutputStream().write("GET /health".getBytes(ISO_8859_1));
      stalling.getOutputStream().flush();

      var request =
          HttpRequest.newBuilder(
                  URI.create("http://%s:%d/health/ready".formatted(HOST, server.port())))
              .timeout(Duration.ofSeconds(30))
              .build();
      var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo("no broker\n");
    }
  }

  @Test
  void shouldSayWhichPortIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> HealthServer.start(HOST, port, metrics, Optional::empty))
          .isInstanceOf(BindException.class)
          .hasMessage("ingest.port is %d, which is in use", port);
    }
  }
}
