package sightline.inference.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.inference.metadata.UltralyticsMetadata;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.UnknownModel;

class UltralyticsTest {

  private static final Map<String, String> DETECT =
      Map.of("names", "{0: 'a', 1: 'b'}", "imgsz", "[320, 640]", "stride", "32", "task", "detect");

  @Test
  void shouldReadADetectorWithTheNamesOfItsMetadata() {
    ModelManifest manifest = manifest(tensors(DETECT, 6, 4200));

    assertThat(manifest.decoder().family()).isEqualTo("yolov8");
    assertThat(manifest.labels()).containsExactly("a", "b");
    assertThat(manifest.input().width()).isEqualTo(640);
    assertThat(manifest.input().height()).isEqualTo(320);
    assertThat(manifest.input().color()).isEqualTo(Color.RGB);
    assertThat(manifest.input().fit()).isEqualTo(Fit.LETTERBOX_CENTER);
    assertThat(manifest.maxOverlap()).isEqualTo(.7f);
    assertThat(manifest.assumed())
        .startsWith(
            "The metadata are those of an export of Ultralytics: task detect, 2 labels, imgsz"
                + " [320, 640], stride 32.");
  }

  @Test
  void shouldTakeTheSizeFromTheMetadataWhereTheTensorsLeaveItOpen() {
    var open =
        new ModelTensors(
            List.of(new TensorInfo("images", "float", List.of(-1L, 3L, -1L, -1L))),
            List.of(new TensorInfo("output0", "float", List.of(-1L, 6L, -1L))),
            DETECT);

    ModelManifest manifest = manifest(open);

    assertThat(manifest.input().width()).isEqualTo(640);
    assertThat(manifest.input().height()).isEqualTo(320);
  }

  @Test
  void shouldReadRowsInsteadOfColumnsWhenTheNamesSaySo() {
    assertThat(manifest(tensors(DETECT, 4200, 6)).decoder().family()).isEqualTo("yolov8");
  }

  @Test
  void shouldSuppressNothingWhenTheNetHasDoneIt() {
    ModelManifest manifest = manifest(tensors(with("end2end", "True"), 300, 6));

    assertThat(manifest.decoder().family()).isEqualTo("yolo-end-to-end");
    assertThat(manifest.suppression().kind()).isEqualTo(SuppressionSpec.Kind.NONE);
    assertThat(manifest.labels()).containsExactly("a", "b");
  }

  @Test
  void shouldSuppressNothingWhenSuppressionWasExportedToo() {
    ModelManifest manifest = manifest(tensors(with("args", "{'nms': True}"), 300, 6));

    assertThat(manifest.decoder().family()).isEqualTo("yolo-end-to-end");
  }

  @Test
  void shouldSayThatATaskIsNotOurs() {
    assertThatThrownBy(() -> manifest(tensors(with("task", "pose"), 57, 4200)))
        .isInstanceOf(UnknownModel.class)
        .hasMessageStartingWith(
            "street is an export of Ultralytics (task pose, 2 labels, imgsz [320, 640], stride 32),"
                + " which is for a task that we have no family for, and its tensors images");
  }

  @Test
  void shouldTranslateTasksIntoOurs() {
    assertThat(written("segment"))
        .contains("\"task\":\"instance\"", "\"family\":\"yolov8-instance\"", "LETTERBOX_CENTER");
    assertThat(written("classify"))
        .contains("\"task\":\"classify\"", "\"family\":\"classifier\"", "CROP");
    assertThat(written("detect"))
        .contains("\"width\":640", "\"height\":320", "\"family\":\"yolov8\"", "[\"a\",\"b\"]");
  }

  private static String written(String task) {
    return new Ultralytics(new UltralyticsMetadata(with("task", task))).manifest().toString();
  }

  private static ModelManifest manifest(ModelTensors tensors) {
    return Manifests.find("street", tensors).manifest();
  }

  private static Map<String, String> with(String key, String value) {
    var metadata = new HashMap<>(DETECT);
    metadata.put(key, value);
    return metadata;
  }

  private static ModelTensors tensors(Map<String, String> metadata, long rows, long columns) {
    return new ModelTensors(
        List.of(new TensorInfo("images", "float", List.of(1L, 3L, 320L, 640L))),
        List.of(new TensorInfo("output0", "float", List.of(1L, rows, columns))),
        metadata);
  }
}
