package sightline.inference.family.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Layout;
import sightline.inference.family.Families;
import sightline.inference.manifest.Manifests;
import sightline.inference.model.BadManifest;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.model.TensorInfo;

class PointFamiliesTest {

  private static final TensorInfo PICTURE = floats("images", 1, 3, 512, 512);

  @Test
  void shouldRecognizeCenterNetAndTellItsMapsApart() {
    ModelManifest manifest =
        found(
            PICTURE,
            floats("reg", 1, 2, 128, 128),
            floats("wh", 1, 2, 128, 128),
            floats("hm_sigmoid", 1, 80, 128, 128));

    assertThat(manifest.decoder().family()).isEqualTo("centernet");
    assertThat(manifest.decoder().parameters())
        .isEqualTo(Map.of("outputs", "hm_sigmoid,wh,reg", "activation", "none"));
    assertThat(manifest.labels()).hasSize(80);
    assertThat(manifest.suppression().kind()).isEqualTo(SuppressionSpec.Kind.NONE);
  }

  @Test
  void shouldRecognizeCornerNetByItsSixMaps() {
    ModelManifest manifest =
        found(
            PICTURE,
            floats("br_heat", 1, 80, 128, 128),
            floats("tl_heat", 1, 80, 128, 128),
            floats("tl_tag", 1, 1, 128, 128),
            floats("br_tag", 1, 1, 128, 128),
            floats("tl_off", 1, 2, 128, 128),
            floats("br_off", 1, 2, 128, 128));

    assertThat(manifest.decoder().family()).isEqualTo("cornernet");
    assertThat(manifest.decoder().text("outputs", ""))
        .isEqualTo("tl_heat,br_heat,tl_tag,br_tag,tl_off,br_off");
    assertThat(manifest.suppression().kind()).isEqualTo(SuppressionSpec.Kind.SOFT_GAUSSIAN);
  }

  @Test
  void shouldRecognizeFasterRcnnByShapesAndTypes() {
    ModelManifest manifest =
        found(
            PICTURE,
            floats("scores", -1),
            floats("boxes", -1, 4),
            new TensorInfo("labels", "int64", List.of(-1L)));

    assertThat(manifest.decoder().family()).isEqualTo("faster-rcnn");
    assertThat(manifest.decoder().text("outputs", "")).isEqualTo("boxes,labels,scores");
    assertThat(manifest.maxBatch()).isEqualTo(1);
  }

  @Test
  void shouldTakeTenClassesOfSmallGrayPicturesForDigits() {
    ModelManifest manifest = found(floats("Input3", 1, 1, 28, 28), floats("Plus214", 1, 10));

    assertThat(manifest.task()).isEqualTo("classify");
    assertThat(manifest.input().color()).isEqualTo(Color.GRAY);
    assertThat(manifest.labels()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  @Test
  void shouldTakeAThousandNumbersForTheClassesOfImageNet() {
    ModelManifest planar = found(floats("x", -1, 3, 224, 224), floats("y", -1, 1000, 1, 1));
    ModelManifest interleaved = found(floats("x", -1, 224, 224, 3), floats("y", -1, 1001));

    assertThat(planar.decoder().family()).isEqualTo("classifier");
    assertThat(planar.labels()).hasSize(1000);
    assertThat(interleaved.input().layout()).isEqualTo(Layout.NHWC);
    assertThat(interleaved.labels()).hasSize(1001);
  }

  @Test
  void shouldBelieveTheMetadataOfUltralytics() {
    var metadata = Map.of("task", "classify", "names", "{0: 'cat', 1: 'dog'}", "stride", "1");
    var tensors =
        new ModelTensors(
            List.of(floats("images", 1, 3, 224, 224)), List.of(floats("output0", 1, 2)), metadata);

    ModelManifest manifest = Manifests.find("pets", tensors).manifest();

    assertThat(manifest.labels()).containsExactly("cat", "dog");
    assertThat(manifest.decoder().text("activation", "")).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource({
    "1 256 128 3, 1 256", // persons told apart, not classes
    "1 3 256 128, 1 512",
    "1 3 112 112, 1 128",
    "1 3 16 16, 1 1000",
    "1 3 28 28, 1 10",
    "-1 3 -1 -1, -1 1000"
  })
  void shouldNotTakeAnEmbeddingForClasses(String input, String output) {
    var tensors = tensors(floats("x", dims(input)), floats("y", dims(output)));

    for (Family family : PointFamilies.known()) {
      assertThat(family.recognize(tensors)).isEmpty();
    }
  }

  @Test
  void shouldReadALocalizerThatAManifestNames() {
    ModelTensors tensors = tensors(PICTURE, floats("where", 1, 4), floats("what", 1, 3));

    ModelManifest manifest = Manifests.read(localizer("what, where"), "any", tensors);

    assertThat(manifest.decoder().family()).isEqualTo("localizer");
    assertThatThrownBy(() -> Manifests.read(localizer("where, what"), "any", tensors))
        .isInstanceOf(BadManifest.class)
        .hasMessage(
            "The manifest asks for a localizer output of float[N,3] (3 labels, input 512x512),"
                + " found where float[1,4].");
    assertThatThrownBy(() -> Manifests.read(localizer("what"), "any", tensors))
        .isInstanceOf(BadManifest.class)
        .hasMessage("The manifest asks for a localizer model: expected 2 outputs, found [what].");
  }

  @Test
  void shouldRefuseManifestsThatContradictTheTensors() {
    ModelTensors tensors = tensors(floats("Input3", 1, 1, 28, 28), floats("Plus214", 1, 10));

    assertThatThrownBy(() -> Manifests.read("labels: [a, b]", "any", tensors))
        .isInstanceOf(BadManifest.class)
        .hasMessageContaining("float[N,2] (2 labels, input 28x28), found Plus214 float[1,10]");
    assertThatThrownBy(() -> Manifests.read("task: detect", "any", tensors))
        .hasMessage("manifest.task is detect, expected classify of a classifier net");
    assertThatThrownBy(() -> Manifests.read("decoder: {top: none}", "any", tensors))
        .hasMessage("manifest.decoder.top is none, expected whole numbers of 1 or more");
  }

  @Test
  void shouldKnowEveryFamilyByItsName() {
    for (Family family : PointFamilies.known()) {
      assertThat(Families.named(family.name())).containsSame(family);
      assertThat(family.tensors()).isNotBlank();
    }
  }

  private static String localizer(String outputs) {
    return """
        task: detect
        input: {width: 512, height: 512, layout: NCHW, color: RGB, fit: STRETCH, pad: 0,
          mean: [0], std: [1], scale: 1}
        decoder: {family: localizer, outputs: "%s", box: edges}
        labels: [a, b, c]
        maxOverlap: 1
        """
        .formatted(outputs);
  }

  private static ModelManifest found(TensorInfo input, TensorInfo... outputs) {
    return Manifests.find("any", tensors(input, outputs)).manifest();
  }

  private static ModelTensors tensors(TensorInfo input, TensorInfo... outputs) {
    return new ModelTensors(List.of(input), List.of(outputs), Map.of());
  }

  private static TensorInfo floats(String name, long... dims) {
    return new TensorInfo(name, "float", LongStream.of(dims).boxed().toList());
  }

  private static long[] dims(String text) {
    return Arrays.stream(text.strip().split(" ")).mapToLong(Long::parseLong).toArray();
  }
}
