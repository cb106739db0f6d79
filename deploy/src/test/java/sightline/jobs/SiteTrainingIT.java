package sightline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sightline.deploy.AllInOne;
import sightline.deploy.PlatformConfig;
import sightline.deploy.Progress;
import sightline.deploy.Terminal;
import sightline.deploy.Terminal.Outcome;
import sightline.deploy.broker.BrokerConfig;
import sightline.trainer.job.JobFolder;

/** Training beside a site that runs, as its user does it. */
@Timeout(300)
class SiteTrainingIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static AllInOne site;
  private static Terminal terminal;

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    ObjectNode ingest = json();
    ingest
        .putArray("cameras")
        .addObject()
        .put("name", "yard")
        .put("location", "scene:junction?seed=7&size=160x120&fps=10&day=0");
    var settings =
        new PlatformConfig(BrokerConfig.temporary(), ingest, json(), json(), json(), json());
    site = AllInOne.start(settings, Progress.QUIET);
    terminal = Terminal.open();
  }

  @AfterAll
  static void stop() {
    if (terminal != null) {
      terminal.close();
    }
    if (site != null) {
      site.close();
    }
  }

  @Test
  void shouldLearnWhatIsNormalFromACamera() throws Exception {
    Path out = folder.resolve("job");

    Outcome end =
        train(
            TinyRecipe.NORMALITY, out, "--camera=yard", "--record=3s", "--registry=" + registry());

    assertThat(end.exit()).as(end.said() + end.complained()).isZero();
    assertThat(end.said())
        .contains("takes pictures of yard for PT3S", "published tiny-normality/1");
    assertThat(Files.readString(new JobFolder(out).manifest())).contains("family: \"heat\"");
  }

  @Test
  void shouldGoOnWhereItWasStopped() throws Exception {
    var out = new JobFolder(folder.resolve("job"));
    var first =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return train(TinyRecipe.PEOPLE, out.path(), "--epochs=1000");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (out.last().map(last -> last.place().step()).orElse(0L) < 5) {
      assertThat(System.nanoTime()).isLessThan(end);
    }

    out.askStop(); // what Ctrl-C does
    Outcome stopped = first.join();
    Outcome resumed = train(TinyRecipe.PEOPLE, out.path(), "--epochs=2", "--resume");

    assertThat(stopped.exit()).as(stopped.said() + stopped.complained()).isEqualTo(3);
    assertThat(stopped.said()).contains("The same command with --resume goes on.");
    assertThat(resumed.exit()).as(resumed.said() + resumed.complained()).isZero();
    assertThat(out.model()).isRegularFile();
  }

  @Test
  void shouldRunAndPublishWhatThePageOrders() throws Exception {
    ObjectNode wish = JSON.createObjectNode().put("recipe", TinyRecipe.PEOPLE).put("by", "wim");
    var posted =
        http.send(
            HttpRequest.newBuilder(page("/api/training/jobs"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(wish.toString()))
                .build(),
            BodyHandlers.ofString());

    assertThat(posted.statusCode()).as(posted.body()).isBetween(200, 299);
    String job = JSON.readTree(posted.body()).path("job").asText();
    JsonNode ended = awaitPublished(job);
    assertThat(ended.findPath("model").path("name").asText()).isEqualTo("tiny-people");
    Outcome models = terminal.run("models", "list", "--registry", registry());
    assertThat(models.said()).contains("tiny-people");
  }

  private JsonNode awaitPublished(String job) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var answer =
          http.send(
              HttpRequest.newBuilder(page("/api/training/jobs/" + job)).build(),
              BodyHandlers.ofString());
      if (answer.body().contains("\"PUBLISHED\"")) {
        return JSON.readTree(answer.body());
      }
      assertThat(answer.body()).doesNotContain("\"FAILED\"", "\"REFUSED\"");
      assertThat(System.nanoTime()).as(answer.body()).isLessThan(end);
    }
  }

  private Outcome train(String recipe, Path out, String... options) throws Exception {
    var words = new ArrayList<String>();
    words.add("train");
    words.add(TinyRecipe.file(folder, recipe));
    words.add("--out=" + out);
    words.add("--bootstrap-server=" + site.bootstrapServers());
    words.addAll(List.of(options));
    return terminal.run(words.toArray(String[]::new));
  }

  private static String registry() {
    return site.registryUrl();
  }

  private static URI page(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(site.port(), path));
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode().put("port", 0);
  }
}
