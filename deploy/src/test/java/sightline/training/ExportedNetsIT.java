package sightline.training;

import static org.assertj.core.api.Assertions.assertThat;
import static sightline.training.TinyTraining.anomaly;
import static sightline.training.TinyTraining.detect;
import static sightline.training.TinyTraining.scene;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sightline.deploy.jvm.OwnJvm;
import sightline.deploy.registry.RegistrySection;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.JobState;
import sightline.trainer.job.Progress;

/**
 * Every family of nets is trained for a moment, exported, and looked at by the workers' check as
 * the registry would: it must find there what was trained.
 */
class ExportedNetsIT {

  private static final int PICTURES = 12;
  private static final int MOST_SECONDS = 120;
  private static final Map<String, JsonNode> REPORTS = new HashMap<>();

  @TempDir private static Path folder;

  static Stream<TinyTraining> nets() {
    return Stream.concat(boxes(), Stream.concat(masks(), heat()));
  }

  static Stream<TinyTraining> boxes() {
    return Stream.of(
        detect("yolo", "yolo", "width: 8, most: 64"),
        detect("yolo-slim", "yolo", "width: 8, halvings: 3, depth: 1, most: 32, anchors: 3"),
        detect("ssd", "ssd", "width: 8, strides: '8,16', scale: 2"),
        detect("ssd-fpn", "ssd-fpn", "width: 8, strides: '8,16', scale: 2, channels: 16"),
        detect("yolox", "yolox", "width: 8, strides: '8,16', channels: 16"),
        new TinyTraining("locate", "locate", "", "locate", "width: 8, hidden: 32", ""));
  }

  static Stream<TinyTraining> masks() {
    return Stream.of(
        scene("unet-bilinear-plain", "unet", "width: 4, levels: 2"),
        scene("unet-nearest-dilated", "unet", "width: 4, levels: 2, up: nearest, down: dilated"),
        scene("unet-nails-strided", "unet", "width: 4, levels: 2, up: nails, down: strided"),
        scene("unet-unpool", "unet", "width: 4, levels: 2, up: unpool"),
        scene(
            "unet-transposed-average",
            "unet",
            "width: 4, levels: 2, up: transposed, pool: average"),
        scene("fcn-32", "fcn", "width: 4, stride: 32"),
        scene("fcn-16", "fcn", "width: 4, stride: 16"),
        scene("fcn-8", "fcn", "width: 4, stride: 8, up: bilinear"),
        scene("deconvnet", "deconvnet", "width: 8, levels: 2"),
        new TinyTraining(
            "binary", "semantic", "background, red", "unet", "width: 4, levels: 2", "binary"),
        new TinyTraining(
            "multilabel", "multilabel", "red, blue", "unet", "width: 4, levels: 2", "dice"));
  }

  static Stream<TinyTraining> heat() {
    return Stream.of(
        anomaly("normal-autoencoder", "autoencoder", "width: 4, levels: 3"),
        anomaly("normal-vae", "vae", "width: 4, levels: 3, latent: 8, divergence: 0.5"),
        anomaly("normal-vae-tiles", "vae", "width: 4, levels: 2, latent: 4, rows: 2, columns: 2"));
  }

  @BeforeAll
  static void trainAndCheckAll() throws Exception {
    DrawnPictures.into(folder.resolve("data"), PICTURES);
    var bundles = new ArrayList<Path>();
    for (TinyTraining one : nets().toList()) {
      one.run(jobs(), folder.resolve("data"), List.of());
      bundles.add(jobs().resolve(one.name()).resolve("model.zip"));
    }
    for (JsonNode report : check(bundles)) {
      Path bundle = Path.of(report.path("file").asText());
      REPORTS.put(bundle.getParent().getFileName().toString(), report);
    }
  }

  private static Path jobs() {
    return folder.resolve("jobs");
  }

  private static List<JsonNode> check(List<Path> bundles) throws Exception {
    var words = new ArrayList<>(RegistrySection.checkCommand());
    bundles.stream().map(Path::toString).forEach(words::add);
    Path said = folder.resolve("reports.jsonl");
    var builder = new ProcessBuilder(words);
    builder.environment().put("CLASSPATH", OwnJvm.classPath());
    builder.redirectOutput(said.toFile());
    builder.redirectError(folder.resolve("check.log").toFile());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    var reports = new ArrayList<JsonNode>();
    for (String line : Files.readAllLines(said)) {
      reports.add(new ObjectMapper().readTree(line));
    }
    return reports;
  }

  @ParameterizedTest
  @MethodSource("nets")
  void shouldBeAcceptedWithTheTensorsThatWereTrained(TinyTraining net) throws IOException {
    JsonNode report = REPORTS.get(net.name());

    assertThat(report).as(last(net.name()).toString()).isNotNull();
    assertThat(report.path("problem").asText()).isEmpty();
    assertThat(report.path("ok").asBoolean()).isTrue();
    assertThat(report.at("/golden/compared")).hasSize(2);
    for (JsonNode frame : report.at("/golden/compared")) {
      frame.path("differences").forEach(one -> assertThat(one.asDouble()).isLessThan(1e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("boxes")
  void shouldShowTheWorkersTheSameBoxes(TinyTraining net) {
    JsonNode frames = REPORTS.get(net.name()).at("/golden/compared");

    assertThat(frames).anyMatch(frame -> frame.path("objects").asInt() > 0);
    assertThat(frames).allMatch(frame -> frame.path("edge").asDouble() < .5);
  }

  @ParameterizedTest
  @MethodSource("masks")
  void shouldShowTheWorkersTheSameMasks(TinyTraining net) {
    JsonNode frames = REPORTS.get(net.name()).at("/golden/compared");

    assertThat(frames).anyMatch(frame -> frame.path("objects").asInt() > 0);
    assertThat(frames).allMatch(frame -> frame.path("mask").asDouble() >= .999);
  }

  @Test
  void shouldKeepAnAutoencoderThatNoWorkerServes() throws Exception {
    var net =
        new TinyTraining("autoencoder", "autoencode", "", "autoencoder", "width: 4, levels: 3", "");

    int exit = net.run(jobs(), folder.resolve("data"), RegistrySection.checkCommand());

    assertThat(exit).isZero();
    assertThat(last(net.name()).state()).isEqualTo(JobState.KEPT);
    assertThat(last(net.name()).gate())
        .contains("No worker serves a model of task autoencode, so the file is kept unchecked.");
  }

  private static Progress last(String name) throws IOException {
    return new JobFolder(jobs().resolve(name)).last().orElseThrow();
  }
}
