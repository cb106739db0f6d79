package sightline.inference.decode.suppress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.inference.decode.Candidates;
import sightline.inference.testmodel.SharedFiles;

/** What ONNX says its operator NonMaxSuppression chooses: picture by picture, class by class. */
class OnnxVectorsTest {

  private static final String FOLDER =
      "vectors/onnx-node/onnx/backend/test/data/node/test_nonmaxsuppression_%s/test_data_set_0";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "center_point_box_format",
        "flipped_coordinates",
        "identical_boxes",
        "iou_threshold_boundary",
        "limit_output_size",
        "single_box",
        "suppress_by_IOU",
        "suppress_by_IOU_and_scores",
        "two_batches",
        "two_classes"
      })
  void shouldChooseWhatOnnxChooses(String name) throws IOException {
    Path folder = SharedFiles.require(FOLDER.formatted(name));
    TensorFile boxes = TensorFile.read(folder.resolve("input_0.pb"));
    TensorFile scores = TensorFile.read(folder.resolve("input_1.pb"));
    var rule =
        new SuppressionRule(
            TensorFile.read(folder.resolve("input_4.pb")).number(0),
            TensorFile.read(folder.resolve("input_3.pb")).number(0),
            TensorFile.read(folder.resolve("input_2.pb")).whole(0),
            false);

    List<Double> chosen = chosen(boxes, scores, rule, name.startsWith("center"));

    assertThat(chosen)
        .isNotEmpty()
        .isEqualTo(TensorFile.read(folder.resolve("output_0.pb")).values());
  }

  private static List<Double> chosen(
      TensorFile boxes, TensorFile scores, SuppressionRule rule, boolean centered) {
    var suppression = new NonMaxSuppression(rule);
    var chosen = new ArrayList<Double>();
    int count = scores.dims().get(2);
    int classes = scores.dims().get(1);
    for (int group = 0; group < scores.dims().get(0) * classes; group++) {
      var candidates = new Candidates(count);
      for (int i = 0; i < count; i++) {
        place(boxes, (group / classes * count + i) * 4, centered, candidates);
        candidates.add(scores.number(group * count + i), group % classes);
      }
      suppression.suppress(candidates);
      for (int rank = 0; rank < suppression.size(); rank++) {
        int picture = group / classes;
        int classId = group % classes;
        chosen.addAll(List.of((double) picture, (double) classId, (double) suppression.kept(rank)));
      }
    }
    return chosen;
  }

  private static void place(TensorFile boxes, int at, boolean centered, Candidates into) {
    float first = boxes.number(at);
    float second = boxes.number(at + 1);
    float third = boxes.number(at + 2);
    float fourth = boxes.number(at + 3);
    if (centered) {
      into.boxCentered(first, second, third, fourth);
    } else { // y and x of any two opposite corners
      into.box(
          Math.min(second, fourth),
          Math.min(first, third),
          Math.max(second, fourth),
          Math.max(first, third));
    }
  }
}
