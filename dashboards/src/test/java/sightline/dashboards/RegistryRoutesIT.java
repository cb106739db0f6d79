package sightline.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.dashboards.metrics.DashboardsMetrics;

/** The way through to a registry that does what a test says. */
class RegistryRoutesIT {

  private static final String JSON = "application/json";
  private static final String BYTES = "application/octet-stream";
  private static final long PATIENCE_SECONDS = 10;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final DashboardsMetrics metrics = new DashboardsMetrics();
  private final List<Scripted> registries = new ArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private Dashboards dashboards;

  /** What a registry does with a request. */
  private interface Script {
    void answer(HttpExchange exchange, byte[] body) throws IOException, InterruptedException;
  }

  private record Asked(String method, String target, String ifMatch, int bytes) {}

  private record Scripted(HttpServer server, BlockingQueue<Asked> asked) {
    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }
  }

  @AfterEach
  void stop() {
    released.countDown();
    dashboards.close();
    registries.forEach(registry -> registry.server().stop(0));
    threads.shutdownNow();
  }

  @Test
  void shouldKeepTheHeadersThatMatterAndRewriteTheLocation() throws Exception {
    Scripted registry =
        registry(
            (exchange, body) -> {
              exchange.getResponseHeaders().set("ETag", "\"8\"");
              exchange.getResponseHeaders().set("Location", "/promotions/p-1");
              exchange.getResponseHeaders().set("X-Other", "no");
              say(exchange, 202, JSON, "{\"id\":\"p-1\"}");
            });
    start(registry.address());

    var answer = post("/slots/yard/promote?x=%20y", JSON, "{}", "If-Match", "\"7\"");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("etag")).contains("\"8\"");
    assertThat(answer.headers().firstValue("location")).contains("/api/registry/promotions/p-1");
    assertThat(answer.headers().firstValue("x-other")).isEmpty();
    assertThat(registry.asked().poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .isEqualTo(new Asked("POST", "/slots/yard/promote?x=%20y", "\"7\"", 2));
  }

  @Test
  void shouldPassOnWhatTheRegistryRefuses() throws Exception {
    Scripted registry =
        registry(
            (exchange, body) ->
                say(exchange, 412, "application/problem+json", "{\"detail\":\"look again\"}"));
    start(registry.address());

    var answer = post("/slots/yard/rollback", JSON, "{}", "If-Match", "\"5\"");

    assertThat(answer.statusCode()).isEqualTo(412);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(detail(answer)).isEqualTo("look again");
  }

  @Test
  void shouldFollowAReaderToTheWriterAndGoThereNextTime() throws Exception {
    Scripted writer = registry((exchange, body) -> say(exchange, 200, JSON, "{\"n\":1}"));
    Scripted reader = readerOf(writer.address());
    start(reader.address(), writer.address());

    var first = post("/slots/yard/promote", JSON, "{}");
    post("/slots/yard/promote", JSON, "{}");
    get("/imports/i-1");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(reader.asked()).hasSize(1);
    assertThat(writer.asked()).hasSize(3);
  }

  @Test
  void shouldHaveAnUploadSentAgainToTheWriter() throws Exception {
    Scripted writer = registry((exchange, body) -> say(exchange, 202, JSON, "{\"id\":\"i\"}"));
    Scripted reader = readerOf(writer.address());
    start(reader.address(), writer.address());

    var answer = post("/models/people/versions?fileName=x.onnx", BYTES, "x".repeat(300_000));
    var again = post("/models/people/versions?fileName=x.onnx", BYTES, "x".repeat(300_000));

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(answer.headers().firstValue("location"))
        .contains("/api/registry/models/people/versions?fileName=x.onnx");
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(writer.asked().poll(PATIENCE_SECONDS, TimeUnit.SECONDS).bytes()).isEqualTo(300_000);
  }

  @Test
  void shouldNotFollowToAHostThatNobodyNamed() throws Exception {
    start(readerOf("http://192.0.2.9:8083").address());

    var answer = post("/slots/yard/promote", JSON, "{}");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(detail(answer))
        .contains("sends changes on to http://192.0.2.9:8083", "dashboards.registry does not name");
  }

  @Test
  void shouldAskTheNextRegistryWhenOneIsDead() throws Exception {
    Scripted alive = registry((exchange, body) -> say(exchange, 200, JSON, "{}"));
    start(deadAddress(), alive.address());

    assertThat(get("/slots").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldSayThatADeadRegistryDoesNotAnswer() throws Exception {
    String address = deadAddress();
    start(address);

    var answer = get("/slots");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(detail(answer)).isEqualTo("the registry at " + address + " does not answer");
    assertThat(exposed()).contains("registry_refused_total{limit=\"unreachable\"} 1.0");
  }

  @Test
  void shouldGiveUpOnARegistryThatIsSilent() throws Exception {
    Scripted registry = registry((exchange, body) -> await(released));
    start(registry.address());

    var answer = get("/slots");

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(detail(answer)).contains(registry.address(), "nothing moved for PT1S");
    assertThat(exposed()).contains("registry_refused_total{limit=\"silent_timeout\"} 1.0");
  }

  @Test
  void shouldRefuseMoreThanIsAllowed() throws Exception {
    Scripted registry =
        registry((exchange, body) -> say(exchange, 200, JSON, "\"" + "y".repeat(9_000) + "\""));
    start(registry.address());

    var request = post("/slots/yard/promote", JSON, "x".repeat(5_000));
    var upload = post("/models/people/versions", BYTES, "x".repeat(600_000));
    var answer = get("/slots");

    assertThat(request.statusCode()).isEqualTo(413);
    assertThat(detail(request)).contains("maxRegistryRequestBytes");
    assertThat(upload.statusCode()).isEqualTo(413);
    assertThat(detail(upload)).contains("600000", "maxRegistryUploadBytes");
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(detail(answer)).contains("maxRegistryAnswerBytes");
    assertThat(exposed()).contains("{limit=\"request_bytes\"} 1.0", "{limit=\"upload_bytes\"} 1.0");
  }

  @Test
  void shouldCutAnUploadThatSaysNoLengthWhenItGrowsTooLarge() throws Exception {
    Scripted registry = registry((exchange, body) -> say(exchange, 202, JSON, "{}"));
    start(registry.address());
    byte[] part = new byte[100_000];
    var endless = java.util.Collections.nCopies(6, part);

    var answer =
        http.send(
            request("/models/people/versions")
                .header("Content-Type", BYTES)
                .POST(BodyPublishers.ofByteArrays(endless))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(detail(answer)).contains("maxRegistryUploadBytes, 500000 bytes");
  }

  @Test
  void shouldRefuseCallsBeyondTheLimitAndServeOthersAfterwards() throws Exception {
    var begun = new CountDownLatch(1);
    Scripted registry =
        registry(
            (exchange, body) -> {
              begun.countDown();
              await(released);
              say(exchange, 200, JSON, "{}");
            });
    start(registry.address());
    var slow = http.sendAsync(request("/slots").build(), HttpResponse.BodyHandlers.ofString());
    begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS);

    var refused = get("/slots");
    released.countDown();
    slow.get(PATIENCE_SECONDS, TimeUnit.SECONDS);

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(detail(refused)).contains("maxRegistryCalls");
    assertThat(get("/slots").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://evil.example | application/json | 403",
        "null | application/json | 403",
        "same | text/plain | 415",
        "same | multipart/form-data; boundary=x | 415",
        "same | application/octet-stream | 415",
        "same | application/json; charset=utf-8 | 200",
      })
  void shouldLetOnlyItsOwnPagesChangeAnything(String origin, String type, int status)
      throws Exception {
    Scripted registry = registry((exchange, body) -> say(exchange, 200, JSON, "{}"));
    start(registry.address());
    String from = origin.equals("same") ? "http://127.0.0.1:" + dashboards.port() : origin;

    var answer = post("/slots/yard/promote", type, "{}", "Origin", from);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(registry.asked()).hasSize(status == 200 ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"/metrics", "/artifacts/sha256:00", "/slots/../metrics", "/slots/%2e%2e/metrics"})
  void shouldServeNoOtherPaths(String path) throws Exception {
    Scripted registry = registry((exchange, body) -> say(exchange, 200, JSON, "{}"));
    start(registry.address());

    assertThat(get(path).statusCode()).isEqualTo(404);
    assertThat(registry.asked()).isEmpty();
  }

  @Test
  void shouldSayThatThereIsNoRegistryWhenNoneIsConfigured() throws Exception {
    start();

    var answer = get("/slots");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(detail(answer))
        .isEqualTo("there is no model registry: dashboards.registry is empty");
  }

  private Scripted readerOf(String writer) throws IOException {
    return registry(
        (exchange, body) -> {
          exchange.getResponseHeaders().set("Location", writer + exchange.getRequestURI());
          say(exchange, 307, JSON, "{}");
        });
  }

  private Scripted registry(Script script) throws IOException {
    var registry =
        new Scripted(
            HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0),
            new LinkedBlockingQueue<>());
    registry.server().setExecutor(threads);
    registry
        .server()
        .createContext(
            "/",
            exchange -> {
              try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                registry
                    .asked()
                    .add(
                        new Asked(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            exchange.getRequestHeaders().getFirst("If-Match"),
                            body.length));
                script.answer(exchange, body);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    registry.server().start();
    registries.add(registry);
    return registry;
  }

  private void start(String... addresses) {
    ObjectNode keys = JsonNodeFactory.instance.objectNode().put("port", 0);
    var list = keys.putArray("registry");
    List.of(addresses).forEach(list::add);
    keys.put("maxRegistryCalls", 1).put("maxRegistryRequestBytes", 4_096);
    keys.put("maxRegistryUploadBytes", 500_000).put("maxRegistryAnswerBytes", 8_192);
    keys.put("registryConnectTimeout", "PT1S").put("registrySilentTimeout", "PT1S");
    dashboards =
        Dashboards.start(DashboardsConfig.read(keys), metrics, (input, ledger) -> new HandFed());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String type, String body, String... headers)
      throws Exception {
    var request = request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + dashboards.port() + "/api/registry" + path));
  }

  private String exposed() {
    return new String(metrics.expose(), UTF_8);
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static String detail(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body()).path("detail").asText();
  }

  private static String deadAddress() throws IOException {
    try (var taken = new ServerSocket(0)) {
      return "http://127.0.0.1:" + taken.getLocalPort();
    }
  }

  private static void say(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
