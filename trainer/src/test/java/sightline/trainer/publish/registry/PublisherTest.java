package sightline.trainer.publish.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {

  @TempDir private Path folder;
  private final List<String> asked = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private HttpServer server;
  private Path file;
  private boolean published;
  private int cutOff;
  private String state = "STORED";

  @BeforeEach
  void start() throws IOException {
    file = Files.writeString(folder.resolve("bundle.zip"), "bytes");
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldSendAFileThatIsNotThereYet() throws Exception {
    Version version = publisher(Duration.ofMinutes(1)).publish(publication(""));

    assertThat(version.id()).isEqualTo("blobs/1");
    assertThat(uploads()).isEqualTo(1);
  }

  @Test
  void shouldSendNothingThatIsThere() throws Exception {
    published = true;

    Version version = publisher(Duration.ofMinutes(1)).publish(publication(""));

    assertThat(version.number()).isEqualTo("1");
    assertThat(uploads()).isZero();
  }

  @Test
  void shouldAskWhetherItIsThereWhenTheAnswerWasLost() throws Exception {
    cutOff = 1;

    Version version = publisher(Duration.ofMinutes(1)).publish(publication(""));

    assertThat(version.number()).isEqualTo("1");
    assertThat(uploads()).isEqualTo(1); // it had come, only its answer had not
    assertThat(told).hasSize(1);
  }

  @Test
  void shouldGiveUpOnARegistryThatStaysAway() {
    server.stop(0);

    assertThatThrownBy(() -> publisher(Duration.ZERO).publish(publication("")))
        .isInstanceOf(RegistryAway.class)
        .hasMessageContaining("does not answer");
  }

  @Test
  void shouldSayWhyTheRegistryRefuses() {
    state = "REFUSED";

    assertThatThrownBy(() -> publisher(Duration.ofMinutes(1)).publish(publication("")))
        .isInstanceOf(RegistryRefused.class)
        .hasMessage("it is no net");
  }

  @Test
  void shouldGiveTheVersionItsAlias() throws Exception {
    publisher(Duration.ofMinutes(1)).publish(publication("champion"));

    assertThat(asked).contains("PUT /models/blobs/aliases/champion \"7\"");
  }

  @Test
  void shouldHaveNoIncumbentWithoutAModel() throws Exception {
    assertThat(publisher(Duration.ofMinutes(1)).incumbent("blobs", "champion")).isEmpty();
  }

  private long uploads() {
    return asked.stream().filter(one -> one.startsWith("POST")).count();
  }

  private Publisher publisher(Duration total) {
    var patience =
        new Patience(
            total, Duration.ofMillis(1), Duration.ofMillis(1), Clock.systemUTC(), time -> {});
    return new Publisher(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), patience, told::add);
  }

  private Publication publication(String alias) {
    var facts = JsonNodeFactory.instance.objectNode().put("ap50", .8);
    return new Publication("blobs", file, "tester", "why not", facts, facts, alias);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    String edition = exchange.getRequestHeaders().getFirst("If-Match");
    asked.add(method + " " + path + (edition == null ? "" : " " + edition));
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("ETag", "\"7\"");
    if (method.equals("POST")) {
      published = state.equals("STORED");
      if (cutOff-- > 0) {
        exchange.close();
        return;
      }
      send(exchange, 202, "{\"id\":\"i\",\"state\":\"CHECKING\"}");
    } else if (path.startsWith("/imports/")) {
      send(
          exchange,
          200,
          "{\"id\":\"i\",\"state\":\"%s\",\"version\":\"1\",\"problem\":\"it is no net\"}"
              .formatted(state));
    } else if (!published) {
      send(exchange, 404, "{\"detail\":\"there is no model blobs\"}");
    } else if (path.contains("/versions/")) {
      send(exchange, 200, version());
    } else {
      send(exchange, 200, "{\"versions\":[%s]}".formatted(version()));
    }
  }

  private String version() throws IOException {
    return "{\"model\":\"blobs\",\"version\":\"1\",\"digest\":\"%s\"}"
        .formatted(Publisher.digest(file));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
