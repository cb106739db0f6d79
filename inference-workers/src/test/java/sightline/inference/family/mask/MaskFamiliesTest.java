package sightline.inference.family.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.InputSpec.Layout;
import sightline.inference.manifest.Manifests;
import sightline.inference.model.BadManifest;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.TensorInfo;

class MaskFamiliesTest {

  private static final TensorInfo PICTURE = tensor("images", "float", -1, 3, 320, 320);

  @Test
  void shouldKnowSemanticNetsByTheirSize() {
    ModelManifest manifest = find(PICTURE, tensor("logits", "float", -1, 19, 80, 80));

    assertThat(manifest.task()).isEqualTo("semantic");
    assertThat(manifest.decoder().family()).isEqualTo("semantic");
    assertThat(manifest.labels()).hasSize(19);
    assertThat(manifest.assumed().get(1)).startsWith("It is fed RGB 0 to 1, stretched, since");
  }

  @Test
  void shouldTakeTheFirstClassOfTwoForBackground() {
    ModelManifest manifest = find(PICTURE, tensor("out", "float", 1, 2, 320, 320));

    assertThat(manifest.decoder().parameters()).containsEntry("background", "0");
  }

  @Test
  void shouldIgnoreOutputsForTraining() {
    ModelManifest manifest =
        find(
            PICTURE,
            tensor("out", "float", 1, 21, 320, 320),
            tensor("aux", "float", 1, 21, 320, 320));

    assertThat(manifest.decoder().parameters()).containsEntry("outputs", "out");
    assertThat(manifest.labels()).hasSize(21);
  }

  @Test
  void shouldKnowTheNetForRoadsByItsNames() {
    ModelManifest manifest =
        find(
            tensor("data", "float", 1, 512, 896, 3),
            tensor("tf.identity", "float", 1, 512, 896, 4));

    assertThat(manifest.labels()).containsExactly("background", "road", "curb", "mark");
    assertThat(manifest.input().layout()).isEqualTo(Layout.NHWC);
    assertThat(manifest.input().color()).isEqualTo(Color.BGR);
    assertThat(manifest.input().scale()).isEqualTo(1);
    assertThat(manifest.decoder().parameters()).containsEntry("layout", "NHWC");
  }

  @Test
  void shouldKnowTheNetForLanesByItsNames() {
    ModelManifest manifest =
        find(
            tensor("images", "float", 1, 3, 360, 640),
            tensor("da", "float", 1, 2, 360, 640),
            tensor("ll", "float", 1, 2, 360, 640));

    assertThat(manifest.labels()).containsExactly("drivable area", "lane line");
  }

  @Test
  void shouldKnowTheNetForPortraitsByItsNames() {
    ModelManifest manifest =
        find(tensor("data", "float", 1, 3, 320, 320), tensor("Softmax/1", "float", 1, 2, 320, 320));

    assertThat(manifest.input().mean().first()).isEqualTo(102.89f);
    assertThat(manifest.labels()).containsExactly("background", "person");
  }

  @Test
  void shouldKnowYoloWithMasks() {
    ModelManifest manifest =
        find(
            PICTURE,
            tensor("output0", "float", -1, 116, 2100),
            tensor("output1", "float", -1, 32, 80, 80));

    assertThat(manifest.task()).isEqualTo("instance");
    assertThat(manifest.decoder().family()).isEqualTo("yolov8-instance");
    assertThat(manifest.labels()).hasSize(80).contains("person");
    assertThat(manifest.input().fit()).isEqualTo(Fit.LETTERBOX_CENTER);
  }

  @Test
  void shouldKnowMaskRcnnWhateverTheOrderAndNames() {
    ModelManifest manifest =
        find(
            PICTURE,
            tensor("2769", "float", -1, 1, 28, 28),
            tensor("2761", "float", -1, 4),
            tensor("2763", "int64", -1),
            tensor("2762", "float", -1));

    assertThat(manifest.decoder().family()).isEqualTo("mask-rcnn");
    assertThat(manifest.decoder().parameters())
        .containsEntry("boxes", "2761")
        .containsEntry("scores", "2762")
        .containsEntry("masks", "2769");
    assertThat(manifest.maxBatch()).isEqualTo(1);
  }

  @Test
  void shouldKnowPanopticNets() {
    ModelManifest fpn =
        find(
            PICTURE,
            tensor("boxes", "float", -1, 4),
            tensor("labels", "int64", -1),
            tensor("scores", "float", -1),
            tensor("masks", "float", -1, 1, 28, 28),
            tensor("sem", "float", 1, 54, 80, 80));
    ModelManifest queries =
        find(
            PICTURE,
            tensor("class_queries_logits", "float", 1, 100, 134),
            tensor("masks_queries_logits", "float", 1, 100, 80, 80));

    assertThat(fpn.decoder().family()).isEqualTo("panoptic-fpn");
    assertThat(fpn.labels()).hasSize(133);
    assertThat(queries.decoder().family()).isEqualTo("panoptic-mask-classification");
    assertThat(queries.decoder().text("stuff", "")).startsWith("80,81,").endsWith(",132");
  }

  @Test
  void shouldNotTakeCoarseGridsOrHeatMapsForMasks() {
    ModelManifest grid = find(PICTURE, tensor("out", "float", 1, 85, 20, 20));
    ModelManifest heatMaps =
        find(
            PICTURE,
            tensor("hm", "float", 1, 2, 80, 80),
            tensor("wh", "float", 1, 2, 80, 80),
            tensor("reg", "float", 1, 2, 80, 80));

    assertThat(grid.decoder().family()).isEqualTo("fastestdet");
    assertThat(heatMaps.decoder().family()).isEqualTo("centernet");
  }

  @Test
  void shouldReadAgainWhatItWrote() {
    ModelTensors tensors = tensors(PICTURE, tensor("out", "float", 1, 21, 320, 320));
    ModelManifest manifest = Manifests.find("net", tensors).manifest();

    ModelManifest again = Manifests.read(Manifests.write(manifest), "net", tensors);

    assertThat(again.decoder()).isEqualTo(manifest.decoder());
    assertThat(again.labels()).isEqualTo(manifest.labels());
  }

  @Test
  void shouldRefuseLabelsForOtherChannels() {
    ModelTensors tensors = tensors(PICTURE, tensor("out", "float", 1, 21, 320, 320));

    assertThatThrownBy(() -> Manifests.read("labels: [a, b]", "net", tensors))
        .isInstanceOf(BadManifest.class)
        .hasMessageStartingWith("The manifest has 2 labels, but as NCHW the outputs ");
  }

  @Test
  void shouldRefuseAnOutputThatIsNotThere() {
    ModelTensors tensors = tensors(PICTURE, tensor("out", "float", 1, 21, 320, 320));

    assertThatThrownBy(() -> Manifests.read("decoder: {outputs: [other]}", "net", tensors))
        .isInstanceOf(BadManifest.class)
        .hasMessageStartingWith(
            "manifest.decoder.outputs is other, expected an output of the model");
  }

  private static ModelManifest find(TensorInfo input, TensorInfo... outputs) {
    return Manifests.find("net", tensors(input, outputs)).manifest();
  }

  private static ModelTensors tensors(TensorInfo input, TensorInfo... outputs) {
    return new ModelTensors(List.of(input), List.of(outputs), Map.of());
  }

  private static TensorInfo tensor(String name, String type, long... dims) {
    var sizes = new ArrayList<Long>();
    for (long dim : dims) {
      sizes.add(dim);
    }
    return new TensorInfo(name, type, sizes);
  }
}
