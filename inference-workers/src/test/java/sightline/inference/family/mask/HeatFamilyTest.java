package sightline.inference.family.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.inference.manifest.Manifests;
import sightline.inference.model.BadManifest;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.TensorInfo;

class HeatFamilyTest {

  private static final TensorInfo HEAT = output("heat", -1, 1, 64, 64);
  private static final TensorInfo SCORE = output("score", -1, 1);

  @Test
  void shouldKnowANetByItsTwoOutputsWhateverElseItGives() {
    ModelManifest manifest =
        Manifests.find("vae", net(output("reconstruction", -1, 3, 64, 64), HEAT, SCORE)).manifest();

    assertThat(manifest.task()).isEqualTo("anomaly");
    assertThat(manifest.decoder().family()).isEqualTo("heat");
    assertThat(manifest.labels()).containsExactly("abnormal");
  }

  @Test
  void shouldTakeThresholdAndNamesFromTheManifest() {
    String yaml =
        """
        task: anomaly
        input: {width: 64, height: 64, layout: NCHW, color: RGB, fit: STRETCH, pad: 0, mean: [0, 0, 0], std: [1, 1, 1], scale: 0.0039, name: images, maxBatch: 0}
        decoder: {family: heat, heat: map, score: total, threshold: 2.5}
        labels: [abnormal]
        maxOverlap: 1
        suppression: {kind: NONE}
        """;

    ModelManifest manifest =
        Manifests.read(yaml, "vae", net(output("map", 1, 1, 8, 8), output("total", 1, 1)));

    assertThat(manifest.decoder().numbers("threshold", "1")).containsExactly(2.5f);
    assertThat(
            Manifests.read(
                    Manifests.write(manifest),
                    "vae",
                    net(output("map", 1, 1, 8, 8), output("total", 1, 1)))
                .decoder())
        .isEqualTo(manifest.decoder());
  }

  @Test
  void shouldRefuseManifestsThatContradictTheFile() {
    assertRefused("decoder: {family: heat, heat: map}", "decoder.heat is map");
    assertRefused("decoder: {family: heat, heat: score}", "[N,1,h,w]");
    assertRefused("decoder: {family: heat, score: heat}", "[N,1]");
    assertRefused("decoder: {family: heat, threshold: high}", "decoder.threshold is high");
    assertRefused("labels: [good, bad]", "labels");
    assertRefused("task: detect", "task is detect, expected anomaly of a heat net");
  }

  private static void assertRefused(String yaml, String words) {
    assertThatThrownBy(() -> Manifests.read(yaml, "vae", net(HEAT, SCORE)))
        .isInstanceOf(BadManifest.class)
        .hasMessageContaining(words);
  }

  private static ModelTensors net(TensorInfo... outputs) {
    return new ModelTensors(List.of(output("images", -1, 3, 64, 64)), List.of(outputs), Map.of());
  }

  private static TensorInfo output(String name, long... dims) {
    return new TensorInfo(name, "float", java.util.Arrays.stream(dims).boxed().toList());
  }
}
