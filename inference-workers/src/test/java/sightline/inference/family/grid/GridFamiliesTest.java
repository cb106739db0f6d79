package sightline.inference.family.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.inference.decode.grid.GridDecoders;
import sightline.inference.manifest.Manifests;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.TensorInfo;

class GridFamiliesTest {

  private static final Pattern SPACE = Pattern.compile(" ");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,3,416,416 | 1,125,13,13 | yolov2 | 20",
        "1,3,608,608 | 1,425,19,19 | yolov2 | 80",
        "1,3,416,416 | 1,30,13,13 | yolov2 | 1",
        "1,3,320,320 | 1,255,10,10 1,255,20,20 | yolov3 | 80",
        "1,3,416,416 | 1,21,13,13 1,21,26,26 1,21,52,52 | yolov3 | 2",
        "1,3,640,640 | 1,3,80,80,85 1,3,40,40,85 1,3,20,20,85 | yolov3 | 80",
        "1,3,640,640 | 1,25200,85 | yolov5 | 80",
        "1,3,640,640 | 1,25200,6 | yolov5 | 1",
        "1,3,640,640 | 1,25200,7 1,3,80,80,7 1,3,40,40,7 1,3,20,20,7 | yolov5 | 2",
        "1,3,1280,1280 | 1,102000,85 | yolov5 | 80",
        "-1,3,640,640 | -1,84,8400 | yolov8 | 80",
        "1,3,320,320 | 1,5,2100 | yolov8 | 1",
        "1,3,640,640 | 1,8400,85 | yolox | 80",
        "1,3,640,640 | 1,300,6 | yolo-end-to-end | 80",
        "1,3,352,352 | 1,85,22,22 | fastestdet | 80",
        "1,3,416,416 | 1,3598,112 | nanodet | 80",
      })
  void shouldTellAFamilyByItsTensors(String input, String outputs, String name, int classes) {
    ModelTensors tensors = tensors(input, outputs, Map.of());

    ModelManifest manifest = Manifests.find("net", tensors).manifest();

    assertThat(manifest.decoder().family()).isEqualTo(name);
    assertThat(manifest.labels()).hasSize(classes);
    assertThat(manifest.assumed()).hasSizeGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,3,320,320 | 1,116,2100 1,32,80,80",
        "1,3,640,640 | 1,25200,117 1,32,160,160",
        "1,3,416,416 | 1,255,13,13",
        "1,3,224,224 | 1,1000",
        "1,3,320,320 | 1,2,320,320",
        "1,3,240,320 | 1,4420,2 1,4420,4",
        "1,3,-1,-1 | -1,84,-1",
        "1,1,28,28 | 1,10",
        "1,3,0,0 | 1,125,0,0",
        "1,3,416,416 | 1,125,-1,-1 1,125,-1,-1",
      })
  void shouldLeaveToOthersWhatIsNoGridOfBoxes(String input, String outputs) {
    ModelTensors tensors = tensors(input, outputs, Map.of());

    assertThat(GridFamilies.known())
        .allMatch(family -> family.recognize(tensors).isEmpty(), "does not take it for its own");
  }

  @Test
  void shouldBeRecognizedByNobodyElseWhenItsTaskIsAnother() {
    var metadata = Map.of("names", "{0: 'a'}", "stride", "32", "task", "pose");

    ModelTensors tensors = tensors("1,3,640,640", "1,56,8400", metadata);

    assertThat(GridFamilies.known()).allMatch(family -> family.recognize(tensors).isEmpty());
  }

  @Test
  void shouldKnowTheClassesOfVocAndDropWhatIsBelowThirtyPercent() {
    ModelTensors tensors = tensors("1,3,416,416", "1,125,13,13", Map.of());

    ModelManifest manifest = Manifests.find("net", tensors).manifest();

    assertThat(manifest.labels()).startsWith("aeroplane").endsWith("tvmonitor");
    assertThat(manifest.minScore()).isEqualTo(.3f);
    assertThat(manifest.assumed())
        .contains(
            "Its anchors are taken to be 1.08,1.19, 3.42,4.41, 6.63,11.38, 9.42,5.11, 16.62,10.52"
                + " (Tiny YOLOv2 for VOC); the tensors do not tell.");
  }

  @Test
  void shouldReadNanodetFromPairsOfOutputs() {
    String pairs = "1,1600,80 1,400,80 1,100,80 1,1600,32 1,400,32 1,100,32";
    ModelTensors tensors = tensors("1,3,320,320", pairs, Map.of());

    ModelManifest manifest = Manifests.find("net", tensors).manifest();

    assertThat(manifest.decoder().family()).isEqualTo("nanodet");
    assertThat(manifest.decoder().text("center", "")).isEqualTo("0.5");
  }

  @Test
  void shouldHaveADecoderForEveryFamily() {
    assertThat(GridDecoders.known().keySet())
        .containsExactlyInAnyOrderElementsOf(
            GridFamilies.known().stream().map(Family::name).toList());
  }

  /** Shapes with commas, several of them with spaces between; -1 is an open axis. */
  private static ModelTensors tensors(String input, String outputs, Map<String, String> metadata) {
    var infos = new ArrayList<TensorInfo>();
    for (String shape : SPACE.split(outputs)) {
      infos.add(info("output" + infos.size(), shape));
    }
    return new ModelTensors(List.of(info("images", input)), infos, metadata);
  }

  private static TensorInfo info(String name, String shape) {
    return new TensorInfo(
        name, "float", Arrays.stream(shape.split(",", -1)).map(Long::valueOf).toList());
  }
}
