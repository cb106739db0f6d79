package sightline.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.console.BadInput;
import sightline.deploy.models.Seed;
import sightline.inference.track.TrackerKind;

class PlatformConfigTest {

  @TempDir Path folder;

  @Test
  void shouldReadTheExampleThatIsTheManual() throws Exception {
    try (var example = PlatformConfig.class.getResourceAsStream("/site.yaml")) {
      PlatformConfig site = site(new String(example.readAllBytes(), "UTF-8"));

      assertThat(site.broker()).isEqualTo(BrokerConfig.defaults());
      assertThat(site.ingestAt("kafka:9092").cameras()).hasSize(1);
      assertThat(site.ingestAt("kafka:9092").bootstrapServers()).isEqualTo("kafka:9092");
      assertThat(site.inferenceAt("kafka:9092").minScore()).isEqualTo(.25f);
    }
  }

  @Test
  void shouldTakeEveryDefaultFromAnEmptyFile() throws Exception {
    assertThat(site("").broker()).isEqualTo(BrokerConfig.defaults());
  }

  @Test
  void shouldTrackAsToldExceptInSlotsWithATrackerOfTheirOwn() throws Exception {
    PlatformConfig site = site("inference: {tracker: sort, trackers: {cars: none}}");

    var plan = site.tracking(TrackerKind.BYTETRACK).inferenceAt("kafka:9092").trackPlan();

    assertThat(plan.of("people")).isEqualTo(TrackerKind.BYTETRACK);
    assertThat(plan.of("cars")).isEqualTo(TrackerKind.NONE);
    assertThat(site.inferenceAt("kafka:9092").tracker()).isEqualTo("sort");
  }

  @Test
  void shouldRefuseASectionNobodyKnows() {
    assertThatThrownBy(() -> site("camera: []"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("section camera is unknown, expected one of [broker, cameras");
  }

  @Test
  void shouldRefuseAKeyNobodyKnowsByItsWholeName() {
    assertThatThrownBy(() -> site("broker: {prot: 9092}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("broker.prot is unknown");
    assertThatThrownBy(() -> site("inference: {minScor: 1}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("inference.minScor");
  }

  @Test
  void shouldNameKeyValueAndExpectation() {
    assertThatThrownBy(() -> site("broker: {port: 99999}"))
        .hasMessage("broker.port is 99999, expected 0 to 65535");
    assertThatThrownBy(() -> site("broker: {listen: 0.0.0.0}"))
        .hasMessageContaining("broker.advertise is empty, expected a name that others can reach");
  }

  @Test
  void shouldSayWhatIsNoYaml() {
    assertThatThrownBy(() -> site("broker: ["))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not YAML");
  }

  @Test
  void shouldSayWhereTheErrorIsAndNoPassword() {
    String beside = "cameras:\n  - name: gate\n    location: rtsp://admin:s3cret@h/x: [";

    assertThatThrownBy(() -> site(beside))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(".*site.yaml is not YAML: line 3, column \\d+")
        .hasNoCause();
  }

  @Test
  void shouldNotRepeatAnAddressThatStandsInTheWrongPlace() {
    for (String wrong :
        List.of(
            "cameras: rtsp://admin:s3cret@h/x",
            "cameras: [rtsp://admin:s3cret@h/x]",
            "ingest: {cameras: [rtsp://admin:s3cret@h/x]}",
            "ingest: [rtsp://admin:s3cret@h/x]",
            "rtsp://admin:s3cret@h/x")) {
      assertThatThrownBy(() -> site(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected")
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void shouldBeginWithTheSlotsThatNameAModel() throws Exception {
    Path model = Files.createFile(folder.resolve("m.onnx"));

    assertThat(site("").seeds()).isEmpty();
    assertThat(site("inference: {model: %s, minScore: 0.25}".formatted(model)).seeds())
        .containsExactly(new Seed("default", model, List.of(), .25, "full"));
    assertThat(
            site("inference: {slots: [{name: yard, model: %s, cameras: [gate]}]}".formatted(model))
                .seeds())
        .containsExactly(new Seed("yard", model, List.of("gate"), -1, "full"));
  }

  @Test
  void shouldSayWhichModelIsNotThere() throws Exception {
    PlatformConfig site = site("inference: {model: nowhere.onnx}");

    assertThatThrownBy(site::seeds)
        .isInstanceOf(BadInput.class)
        .hasMessage("model nowhere.onnx does not exist");
  }

  @Test
  void shouldReadTheSectionOfTheRegistry() throws Exception {
    var registry = site("registry: {port: 1234}").registryAt("kafka:9092", Path.of("models"));

    assertThat(registry.port()).isEqualTo(1234);
    assertThatThrownBy(() -> site("registry: [1234]"))
        .hasMessage("registry is a list, expected keys and values");
  }

  private PlatformConfig site(String yaml) throws Exception {
    return PlatformConfig.read(Files.writeString(folder.resolve("site.yaml"), yaml));
  }
}
