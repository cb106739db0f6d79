package sightline.trainer.export.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.trainer.publish.TestRecipes;

class TrainedManifestTest {

  private static final Lineage LINEAGE =
      new Lineage(
          7,
          "sha256:aa",
          "sha256:bb",
          "sha256:cc",
          3,
          "",
          "0.1.0",
          new Lineage.Trained(205, 87, 40, 520, 61.4, "cpu"));

  @Test
  void shouldTellHowTheModelIsFedAndReadHowGoodItIsAndWhenceItComes() throws Exception {
    JsonNode manifest = read(Map.of("ap50", .81234567, "loss", Double.NaN));

    assertThat(manifest.path("name").asText()).isEqualTo("blobs");
    assertThat(manifest.path("task").asText()).isEqualTo("detect");
    assertThat(manifest.at("/input/name").asText()).isEqualTo("picture");
    assertThat(manifest.at("/input/width").asInt()).isEqualTo(192);
    assertThat(manifest.at("/input/std/0").asDouble()).isEqualTo(255);
    assertThat(manifest.at("/decoder/family").asText()).isEqualTo("yolox");
    assertThat(manifest.path("labels").get(0).asText()).isEqualTo("person");
    assertThat(manifest.path("minScore").asDouble()).isEqualTo(.35);
    assertThat(manifest.path("metrics").toString()).isEqualTo("{\"ap50\":0.812346}");
    assertThat(manifest.path("lineage").path("seed").asInt()).isEqualTo(3);
    assertThat(manifest.path("lineage").path("pictures").asInt()).isEqualTo(205);
    assertThat(manifest.path("lineage").has("parent")).isFalse();
  }

  @Test
  void shouldLetTheTaskHaveTheLastWord() throws Exception {
    ObjectNode net = JsonNodeFactory.instance.objectNode().put("task", "anomaly");
    net.putArray("labels").add("abnormal");

    ObjectNode manifest = manifest(net, Map.of());

    assertThat(manifest.path("task").asText()).isEqualTo("anomaly");
    assertThat(manifest.path("labels").toString()).isEqualTo("[\"abnormal\"]");
  }

  @Test
  void shouldSayUnknownOfCodeThatNobodyKnows() {
    assertThat(CodeVersion.of(null, null)).isEqualTo("unknown");
    assertThat(CodeVersion.of("0.1.0", "1b30aba")).isEqualTo("0.1.0 (1b30aba)");
  }

  private static JsonNode read(Map<String, Double> metrics) throws Exception {
    ObjectNode net = JsonNodeFactory.instance.objectNode().put("task", "detect");
    net.putObject("decoder").put("family", "yolox");
    return new YAMLMapper().readTree(TrainedManifest.yaml(manifest(net, metrics)));
  }

  private static ObjectNode manifest(ObjectNode net, Map<String, Double> metrics) {
    return TrainedManifest.of(
        TestRecipes.of(0, .01),
        new TrainedManifest.Facts(List.of("person"), "picture", net, metrics, LINEAGE));
  }
}
