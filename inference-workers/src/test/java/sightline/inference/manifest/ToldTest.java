package sightline.inference.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ToldTest {

  @Test
  void shouldTellMetricsAndLineage() {
    Told told =
        ManifestYaml.parse("metrics: {ap50: 0.8}\nlineage: {seed: 7, code: \"1.2\"}").told();

    assertThat(told.metrics().path("ap50").asDouble()).isEqualTo(.8);
    assertThat(told.lineage().path("code").asText()).isEqualTo("1.2");
  }

  @Test
  void shouldTellNothingWhenNothingIsSaid() {
    assertThat(ManifestYaml.parse("name: people").told().metrics()).isEmpty();
  }

  @Test
  void shouldRefuseAMetricThatIsNoNumber() {
    assertThatThrownBy(() -> ManifestYaml.parse("metrics: {ap50: good}").told())
        .hasMessageContaining("metrics.ap50");
  }

  @Test
  void shouldRefuseLineageThatIsNested() {
    assertThatThrownBy(() -> ManifestYaml.parse("lineage: {a: {b: 1}}").told())
        .hasMessageContaining("lineage.a");
  }
}
