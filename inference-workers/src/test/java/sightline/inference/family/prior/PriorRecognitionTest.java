package sightline.inference.family.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.InputSpec.Layout;
import sightline.inference.manifest.Manifests;
import sightline.inference.model.BadManifest;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.TensorInfo;

class PriorRecognitionTest {

  private static final TensorInfo SIZES = tensor("orig_target_sizes", "int64", -1, 2);

  @Test
  void shouldTakeUltraFaceForDecodedAndSaySo() {
    ModelManifest manifest = guess(picture(240, 320), scores(4420, 2), boxes(4420));

    assertThat(manifest.decoder().family()).isEqualTo("ultraface");
    assertThat(manifest.decoder().parameters()).containsEntry("boxes", "decoded");
    assertThat(manifest.labels()).containsExactly("face");
    assertThat(manifest.assumed()).anyMatch(sentence -> sentence.contains("boxes: raw"));
  }

  @Test
  void shouldLetAManifestSayThatUltraFaceIsRaw() {
    ModelManifest manifest =
        read(
            "decoder: {family: ultraface, boxes: raw}",
            picture(240, 320),
            scores(4420, 2),
            boxes(4420));

    assertThat(manifest.decoder().parameters()).containsEntry("boxes", "raw");
  }

  @Test
  void shouldTellRetinaNetByItsAnchors() {
    ModelManifest manifest = guess(picture(512, 512), scores(49104, 80), boxes(49104));

    assertThat(manifest.decoder().family()).isEqualTo("retinanet");
    assertThat(manifest.labels()).hasSize(80);
  }

  @Test
  void shouldTellSsdByItsPriors() {
    ModelManifest manifest = guess(picture(300, 300), boxes(8732), scores(8732, 21));

    assertThat(manifest.decoder().family()).isEqualTo("ssd");
    assertThat(manifest.decoder().parameters()).containsEntry("boxes", "raw");
    assertThat(manifest.labels()).hasSize(20);
  }

  @Test
  void shouldTellTransformersByTheirQueries() {
    assertThat(guess(picture(-1, -1), scores(100, 92), boxes(100)).decoder().family())
        .isEqualTo("detr");
    ModelManifest rtdetr = guess(picture(-1, -1), scores(300, 80), boxes(300));
    assertThat(rtdetr.decoder().family()).isEqualTo("rtdetr");
    assertThat(rtdetr.input().width()).isEqualTo(640);
    assertThat(rtdetr.assumed())
        .contains("The file takes pictures of any size; it is given 640x640.");
  }

  @Test
  void shouldFeedSqueezedTransformersOnePictureAndItsSize() {
    var tensors =
        new ModelTensors(
            List.of(tensor("images", "float", -1, 3, 320, 320), SIZES),
            List.of(
                tensor("labels", "int64", -1),
                tensor("boxes", "float", -1, -1),
                tensor("scores", "float", -1)),
            Map.of());

    ModelManifest manifest = Manifests.find("atto", tensors).manifest();

    assertThat(manifest.decoder().family()).isEqualTo("deim");
    assertThat(manifest.maxBatch()).isEqualTo(1);
    assertThat(manifest.constants()).containsEntry("orig_target_sizes", List.of(320f, 320f));
    assertThatThrownBy(() -> Manifests.read("input: {maxBatch: 4}", "atto", tensors))
        .isInstanceOf(BadManifest.class)
        .hasMessageContaining("the outputs have no axis for pictures");
    assertThatThrownBy(
            () ->
                Manifests.read(
                    "input: {constants: {orig_target_sizes: [1, 2, 3]}}", "atto", tensors))
        .isInstanceOf(BadManifest.class)
        .hasMessageContaining("input.constants.orig_target_sizes");
  }

  @Test
  void shouldFeedTensorFlowInterleavedBytes() {
    var tensors =
        new ModelTensors(
            List.of(tensor("input_tensor:0", "uint8", 1, -1, -1, 3)),
            List.of(
                tensor("detection_boxes:0", "float", 1, 100, 4),
                tensor("detection_classes:0", "float", 1, 100),
                tensor("detection_scores:0", "float", 1, 100),
                tensor("num_detections:0", "float", 1)),
            Map.of());

    ModelManifest manifest = Manifests.find("ssd-mobilenet", tensors).manifest();

    assertThat(manifest.decoder().family()).isEqualTo("tf-detection");
    assertThat(manifest.input().layout()).isEqualTo(Layout.NHWC);
    assertThat(manifest.input().height()).isEqualTo(640);
  }

  @Test
  void shouldTellDetectionOutputByItsSevenColumns() {
    ModelManifest manifest =
        guess(picture(300, 300), tensor("detection_out", "float", 1, 1, 200, 7));

    assertThat(manifest.decoder().family()).isEqualTo("detection-output");
    assertThat(manifest.maxBatch()).isEqualTo(1);
  }

  @Test
  void shouldRefuseAManifestWithOtherPriors() {
    assertThatThrownBy(
            () ->
                read(
                    "decoder: {family: ssd, boxes: raw, strides: '8,16', sizes: '8/16', ratios: 1, anchors: by-size}",
                    picture(300, 300),
                    scores(8732, 21),
                    boxes(8732)))
        .isInstanceOf(BadManifest.class)
        .hasMessageStartingWith("The manifest asks for ssd outputs of [N,1805,21] and [N,1805,4]");
  }

  private static ModelManifest guess(TensorInfo input, TensorInfo... outputs) {
    return Manifests.find("net", new ModelTensors(List.of(input), List.of(outputs), Map.of()))
        .manifest();
  }

  private static ModelManifest read(String yaml, TensorInfo input, TensorInfo... outputs) {
    return Manifests.read(
        yaml, "net", new ModelTensors(List.of(input), List.of(outputs), Map.of()));
  }

  private static TensorInfo picture(long height, long width) {
    return tensor("input", "float", 1, 3, height, width);
  }

  private static TensorInfo scores(long rows, long columns) {
    return tensor("scores", "float", 1, rows, columns);
  }

  private static TensorInfo boxes(long rows) {
    return tensor("boxes", "float", 1, rows, 4);
  }

  private static TensorInfo tensor(String name, String type, long... dims) {
    return new TensorInfo(name, type, LongStream.of(dims).boxed().toList());
  }
}
