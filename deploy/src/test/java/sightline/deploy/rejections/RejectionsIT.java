package sightline.deploy.rejections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.deploy.console.BadInput;
import sightline.events.FrameRejected.Reason;
import sightline.events.Topics;
import sightline.events.codec.FrameHeaders;

/** The commands over a real log, with a worker that does what the test says. */
class RejectionsIT {

  private final StringWriter said = new StringWriter();
  private final StringWriter complained = new StringWriter();

  @TempDir Path folder;

  private EmbeddedBroker broker;
  private PlantedLog log;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(BrokerConfig.temporary());
    new TopicSetup(broker.bootstrapServers()).ensure(Topics.all());
    log = new PlantedLog(broker.bootstrapServers());
  }

  @AfterEach
  void stop() {
    log.close();
    broker.close();
  }

  @Test
  void shouldListTheNewestFirstAndCountByReason() throws Exception {
    log.reject(log.frame("gate", 0), Reason.UNREADABLE);
    log.reject(log.frame("gate", 1), Reason.OVERSIZE);
    log.reject(log.frame("yard", 0), Reason.UNREADABLE);

    int exit = run("list", "--limit=2");

    assertThat(said.toString().lines().toList().get(1)).startsWith(id("yard", 0));
    assertThat(said.toString().lines().toList().get(2)).startsWith(id("gate", 1));
    assertThat(said.toString()).contains("3 rejections: UNREADABLE 2, OVERSIZE 1; 2 shown.");
    assertThat(exit).isZero();
  }

  @Test
  void shouldListWhatTheOptionsAskForAsJson() throws Exception {
    log.reject(log.frame("gate", 0), Reason.UNREADABLE);
    log.reject(log.frame("gate", 1), Reason.OVERSIZE);
    log.reject(log.frame("yard", 0), Reason.OVERSIZE);
    log.detect(log.frame("gate", 1));

    run("list", "--json", "--camera=gate", "--reason=oversize", "--slot=default", "--since=1h");

    JsonNode event = new ObjectMapper().readTree(said.toString());
    assertThat(said.toString().lines()).hasSize(1);
    assertThat(event.path("id").asText()).isEqualTo(id("gate", 1));
    assertThat(event.path("reason").asText()).isEqualTo("OVERSIZE");
    assertThat(event.path("replacedBy").asText()).isEqualTo("inferred");
  }

  @Test
  void shouldShowOneAndWriteItsPictures() throws Exception {
    log.reject(log.frame("gate", 5), Reason.UNREADABLE);
    Path picture = folder.resolve("picture.jpg");
    Path thumbnail = folder.resolve("thumbnail.jpg");

    int exit = run("show", id("gate", 5), "--picture=" + picture, "--thumbnail=" + thumbnail);

    assertThat(said.toString()).contains("UNREADABLE", "still in the log", "last outcome");
    assertThat(Files.readAllBytes(picture)).isEqualTo(PlantedLog.PICTURE);
    assertThat(Files.readAllBytes(thumbnail)).isEqualTo(PlantedLog.THUMBNAIL);
    assertThat(exit).isZero();
  }

  @Test
  void shouldSayThatThereIsNone() throws Exception {
    int exit = run("show", id("gate", 9));

    assertThat(complained.toString()).contains("there is no rejection " + id("gate", 9));
    assertThat(exit).isEqualTo(1);
  }

  @Test
  void shouldGiveEachFrameASecondLookAndSayWhatBecameOfIt() throws Exception {
    log.reject(log.frame("gate", 0), Reason.UNREADABLE);
    log.reject(log.frame("gate", 1), Reason.FAILED);
    log.rejectGone("gate", 2);
    try (var worker = log.answerSecondLooks(frame -> frame.frame().sequence() == 0)) {

      int exit = run("requeue", "--all", "--model=blob/2", "--wait=30s");

      assertThat(said.toString())
          .containsPattern(id("gate", 0) + "\\s+inferred\\s+0 objects")
          .containsPattern(id("gate", 1) + "\\s+rejected\\s+FAILED")
          .containsPattern(id("gate", 2) + "\\s+gone\\s+its picture is no longer")
          .contains("1 of 3 frames have a result now.");
      assertThat(exit).isEqualTo(1);
      assertSecondLook(worker.asked());
    }
  }

  private static void assertSecondLook(List<ConsumerRecord<String, byte[]>> asked)
      throws Exception {
    assertThat(asked).hasSize(2);
    ConsumerRecord<String, byte[]> first = asked.get(0);
    assertThat(first.key()).isEqualTo("gate");
    assertThat(first.partition()).isEqualTo(PlantedLog.PARTITION);
    assertThat(first.value()).isEqualTo(PlantedLog.PICTURE);
    assertThat(FrameHeaders.type(first.headers())).isEqualTo(FrameHeaders.FRAME_REQUEUED);
    assertThat(FrameHeaders.text(first.headers(), "requeue-slot")).isEqualTo("default");
    assertThat(FrameHeaders.text(first.headers(), "requeue-version")).isEqualTo("blob/2");
    assertThat(FrameHeaders.readFrame(first.headers(), first.value()).frame().sequence()).isZero();
    assertThat(first.headers().headers("ce_type")).hasSize(1);
  }

  @Test
  void shouldSucceedWhenEveryFrameHasAResultAndMarkWhatIsReplaced() throws Exception {
    log.reject(log.frame("gate", 0), Reason.UNREADABLE);
    try (var worker = log.answerSecondLooks(frame -> true)) {
      assertThat(run("requeue", id("gate", 0))).isZero();
      assertThat(worker.asked()).hasSize(1);
    }
    said.getBuffer().setLength(0);

    run("list");

    assertThat(said.toString()).contains("[replaced: inferred]");
    said.getBuffer().setLength(0);
    assertThat(run("requeue", "--all")).isZero();
    assertThat(said.toString()).contains("0 of 0 frames");
  }

  @Test
  void shouldSendNothingInARehearsal() throws Exception {
    log.reject(log.frame("gate", 0), Reason.UNREADABLE);
    long before = log.framesEnd();

    int exit = run("requeue", "--all", "--dry-run");

    assertThat(said.toString()).containsPattern(id("gate", 0) + "\\s+possible");
    assertThat(log.framesEnd()).isEqualTo(before);
    assertThat(exit).isZero();
  }

  @Test
  void shouldSayThatNobodyAnswered() throws Exception {
    log.reject(log.frame("gate", 0), Reason.UNREADABLE);

    int exit = run("requeue", id("gate", 0), id("gate", 77), "--wait=200ms", "--json");

    assertThat(said.toString())
        .contains("\"outcome\":\"unanswered\"")
        .contains("\"outcome\":\"unknown\"");
    assertThat(exit).isEqualTo(1);
  }

  @Test
  void shouldRefuseBadInputInOneSentence() {
    assertThat(run("requeue")).isEqualTo(2);
    assertThat(complained.toString()).contains("expected an ID, or --all");
    assertThat(run("requeue", "gate/1/2")).isEqualTo(2);
    assertThat(run("requeue", "--all", "gate/1/2/default")).isEqualTo(2);
    assertThat(run("list", "--since=yesterday")).isEqualTo(2);
    assertThat(run("list", "--reason=BORED")).isEqualTo(2);
    assertThat(run("list", "--limit=0")).isEqualTo(2);
    assertThat(run("list", "--config=" + folder.resolve("none.yaml"))).isEqualTo(2);
  }

  @Test
  void shouldTakeTheBrokerOfASiteFile() throws Exception {
    log.reject(log.frame("gate", 0), Reason.UNREADABLE);
    Path site =
        Files.writeString(
            folder.resolve("site.yaml"), "broker: {external: '%s'}".formatted(servers()), UTF_8);

    int exit = plain("list", "--config=" + site);

    assertThat(said.toString()).contains(id("gate", 0));
    assertThat(exit).isZero();
  }

  private static String id(String camera, long sequence) {
    return "%s/%d/%d/default".formatted(camera, PlantedLog.EPOCH, sequence);
  }

  private String servers() {
    return broker.bootstrapServers();
  }

  private int run(String command, String... arguments) {
    var all = new java.util.ArrayList<String>(List.of(arguments));
    if (all.stream().noneMatch(argument -> argument.startsWith("--config"))) {
      all.add("--bootstrap-server=" + servers());
    }
    return plain(command, all.toArray(String[]::new));
  }

  private int plain(String command, String... arguments) {
    var all = new java.util.ArrayList<String>(List.of(command));
    all.addAll(List.of(arguments));
    return new CommandLine(new RejectionsCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(said, true))
        .setErr(new PrintWriter(complained, true))
        .setExecutionExceptionHandler(
            (e, failed, parsed) -> {
              complained.write(e.getMessage());
              return e instanceof BadInput ? 2 : 1;
            })
        .execute(all.toArray(String[]::new));
  }
}
