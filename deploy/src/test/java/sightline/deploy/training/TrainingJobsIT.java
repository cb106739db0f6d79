package sightline.deploy.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.events.Topics;
import sightline.trainer.TrainerConfig;
import sightline.trainer.TrainerService;

/** Orders over a real log, to a service whose jobs learn nothing. */
class TrainingJobsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  private EmbeddedBroker broker;
  private TrainerService service;
  private StringWriter said = new StringWriter();

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(BrokerConfig.temporary());
    new TopicSetup(broker.bootstrapServers()).ensure(Topics.all());
    startService();
  }

  @AfterEach
  void stop() {
    service.close();
    broker.close();
  }

  @Test
  void shouldRunWhatIsOrderedAndTellOfIt() throws Exception {
    assertThat(run("submit", recipe("people"), "--data=" + folder, "--epochs=2")).isZero();
    assertThat(said.toString()).startsWith("Job 1 is ordered.");
    run("submit", recipe("wait"), "--data=" + folder);

    JsonNode first = await(1, "KEPT");
    await(2, "EVALUATING");
    service.close();
    startService(); // reads the log once more, and goes on with what had not ended
    int stopped = run("stop", "2");

    assertThat(stopped).isZero();
    assertThat(said.toString()).contains("Job 2 is stopped.");
    assertThat(first.path("recipe").asText()).isEqualTo("people");
    assertThat(first.path("metrics").path("ap50").asDouble()).isEqualTo(.25);
    run("list");
    assertThat(said.toString())
        .containsPattern("2 +wait +detect +stopped")
        .containsPattern("1 +people +detect +kept")
        .contains("2 jobs; 2 shown.");
    run("show", "1", "--recipe", "--log");
    assertThat(said.toString()).contains("state      kept", "epochs: 2", folder.toString());
    assertThat(metrics()).contains("sightline_training_jobs_ended_total{state=\"STOPPED\"} 1.0");
  }

  @Test
  void shouldRefuseBeforeItIsOrderedWhatNoNetKnows() throws Exception {
    int exit = run("submit", recipe("people"), "--data=" + folder, "--set=net.parameters.width=0");

    assertThat(exit).isNotZero();
    assertThat(said.toString()).contains("recipe.net.parameters.width is 0");
    run("list");
    assertThat(said.toString()).contains("0 jobs; 0 shown.");
  }

  @Test
  void shouldSayThatThereIsNoSuchJob() {
    assertThat(run("show", "9")).isEqualTo(1);
    assertThat(said.toString()).contains("there is no job 9");
  }

  private void startService() throws Exception {
    ObjectNode section = JsonNodeFactory.instance.objectNode().put("port", 0);
    section.put("bootstrapServers", broker.bootstrapServers());
    section.put("folder", folder.resolve("jobs").toString());
    FakeJob.words(folder).forEach(section.putArray("command")::add);
    service = TrainerService.start(TrainerConfig.read(section), new OwnPreparation());
  }

  private String recipe(String name) throws Exception {
    Path file = folder.resolve(name + ".yaml");
    String net = "net: {family: yolox, parameters: {strides: [8, 16]}}";
    return Files.writeString(file, "name: %s\n%s".formatted(name, net)).toString();
  }

  private JsonNode await(int job, String state) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      boolean there = run("show", Integer.toString(job), "--json") == 0;
      JsonNode shown = new ObjectMapper().readTree(there ? said.toString() : "{}");
      if (shown.path("state").asText().equals(state)) {
        return shown;
      }
      assertThat(Instant.now()).as(shown.toString()).isBefore(end);
    }
  }

  private String metrics() throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/metrics".formatted(service.port())));
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private int run(String... words) {
    said = new StringWriter();
    var all = new ArrayList<>(List.of(words));
    all.add("--bootstrap-server=" + broker.bootstrapServers());
    var writer = new PrintWriter(said, true);
    return new CommandLine(new JobsCommand())
        .setOut(writer)
        .setErr(writer)
        .execute(all.toArray(String[]::new));
  }
}
