package sightline.inference.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.InputSpec.Layout;
import sightline.events.geometry.PerChannel;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.model.TensorInfo;

class ManifestTextTest {

  @Property(tries = 300)
  void shouldReadBackWhatWasWritten(
      @ForAll Color color,
      @ForAll Fit fit,
      @ForAll @IntRange(min = 1, max = 9_999_999) int digits,
      @ForAll @IntRange(min = -25, max = 25) int exponent,
      @ForAll @FloatRange(min = 0, max = 1) float minScore) {
    float scale = Float.parseFloat(digits + "e" + exponent);
    var means = new PerChannel(scale, -scale, scale / 3);
    var stds = new PerChannel(scale, 1 / scale, 58.395f);
    var input = new InputSpec(64, 32, Layout.NCHW, color, fit, 114, means, stds, scale);

    assertReadsBack(manifest("street", input, List.of("person", "car"), minScore));
  }

  @Property(tries = 300)
  void shouldReadBackNamesOfAnyKind(
      @ForAll @NotBlank @StringLength(max = 20) String name,
      @ForAll @Size(min = 1, max = 4) List<@StringLength(max = 12) String> labels,
      @ForAll @IntRange(min = 0, max = 255) int pad) {
    var input =
        new InputSpec(
            64, 32, Layout.NCHW, Color.RGB, Fit.STRETCH, pad, PerChannel.ZERO, PerChannel.ONE, 1);

    assertReadsBack(
        manifest(
            printable(name),
            input,
            labels.stream().map(ManifestTextTest::printable).toList(),
            .5f));
  }

  /** YAML has no word for half a surrogate pair, and neither has UTF-8. */
  private static String printable(String text) {
    return "n" + text.replaceAll("[\\ud800-\\udfff]", "?");
  }

  @Test
  void shouldReadBackWordsThatMeanSomethingInYaml() {
    var input =
        new InputSpec(
            64, 32, Layout.NCHW, Color.RGB, Fit.STRETCH, 0, PerChannel.ZERO, PerChannel.ONE, 1);
    List<String> labels =
        List.of("no", "null", "~", "1.5", "1e3", "0x1F", "a: b", "# c", "- d", "*e", "&f", "", " ");

    assertReadsBack(manifest("yes", input, labels, .5f));
  }

  @Test
  void shouldRefuseAliasesAndKeysThatComeTwice() {
    assertThatThrownBy(() -> ManifestText.parse("a: &a [1, 2]\nb: [*a, *a]"))
        .isInstanceOf(BadManifest.class)
        .hasMessage("The manifest has the alias *a, expected every value written out");
    assertThatThrownBy(() -> ManifestText.parse("name: a\nname: b"))
        .isInstanceOf(BadManifest.class)
        .hasMessageContaining("Duplicate field 'name'");
  }

  @Test
  void shouldRefuseAManifestWithoutEnd() {
    assertThatThrownBy(() -> ManifestText.parse("#".repeat((1 << 20) + 1)))
        .hasMessage("The manifest has 1048577 characters, expected at most 1048576");
    assertThatThrownBy(() -> ManifestText.parse("[".repeat(100_000)))
        .isInstanceOf(BadManifest.class);
  }

  private static void assertReadsBack(ModelManifest manifest) {
    String yaml = Manifests.write(manifest);

    assertThat(Manifests.read(yaml, "other", tensors(manifest))).as(yaml).isEqualTo(manifest);
  }

  private static ModelManifest manifest(
      String name, InputSpec input, List<String> labels, float minScore) {
    return new ModelManifest(
        name,
        "0007",
        "detect",
        input,
        "images",
        0,
        Map.of(),
        new DecoderSpec("yolox", Map.of("strides", "8,16", "classes", "best")),
        labels,
        minScore,
        .45f,
        SuppressionSpec.GREEDY,
        77,
        List.of());
  }

  private static ModelTensors tensors(ModelManifest manifest) {
    long channels = manifest.input().channels();
    int classes = manifest.labels().size();
    long cells = IntStream.of(8, 16).map(stride -> (64 / stride) * (32 / stride)).sum();
    return new ModelTensors(
        List.of(new TensorInfo("images", "float", List.of(-1L, channels, 32L, 64L))),
        List.of(new TensorInfo("output", "float", List.of(-1L, cells, 5L + classes))),
        Map.of());
  }
}
