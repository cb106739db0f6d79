package sightline.inference.decode.prior;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.inference.testmodel.SharedFiles;

/** Face detectors that come as two files each: both files must see the same faces. */
class FaceModelsIT {

  private static final Logger LOG = LoggerFactory.getLogger(FaceModelsIT.class);
  private static final float LIKELY = .7f;
  private static final float ALIKE = .99f;

  /** What two files of one net saw in all pictures. */
  private record Comparison(int pictures, int faces, int alike, int ofOther) {

    Comparison plus(List<Detection> first, List<Detection> second) {
      int same =
          (int)
              first.stream()
                  .filter(one -> second.stream().anyMatch(two -> one.box().iou(two.box()) >= ALIKE))
                  .count();
      return new Comparison(
          pictures + (first.isEmpty() ? 0 : 1),
          faces + first.size(),
          alike + same,
          ofOther + second.size());
    }
  }

  @Test
  void shouldReadRawAndDecodedUltraFaceAlike() throws Exception {
    Path decoded = SharedFiles.require("models/ultraface/version-RFB-320.onnx");
    Path raw = SharedFiles.require("models/ultraface/version-RFB-320_without_postprocessing.onnx");

    try (var first = RealModel.open(decoded, "", LIKELY);
        var second = RealModel.open(raw, "decoder: {family: ultraface, boxes: raw}", LIKELY)) {
      Comparison comparison = compare(first, second);

      LOG.info("ultraface: {}", comparison);
      assertThat(comparison.faces()).isGreaterThan(20).isEqualTo(comparison.ofOther());
      assertThat(comparison.alike()).isEqualTo(comparison.faces());
    }
  }

  @Test
  void shouldReadFixedAndDynamicYunetAlike() throws Exception {
    Path fixed = SharedFiles.require("models/yunet/yunet_n_320_320.onnx");
    Path dynamic = SharedFiles.require("models/yunet/yunet_n_dynamic.onnx");

    try (var first = RealModel.open(fixed, "", LIKELY);
        var second = RealModel.open(dynamic, "input: {width: 320, height: 320}", LIKELY)) {
      Comparison comparison = compare(first, second);

      LOG.info("yunet: {}", comparison);
      assertThat(comparison.faces()).isGreaterThan(20).isEqualTo(comparison.ofOther());
      assertThat(comparison.alike()).isEqualTo(comparison.faces());
    }
  }

  @Test
  void shouldAgreeBetweenTheTwoNets() throws Exception {
    Path ultraface = SharedFiles.require("models/ultraface/version-RFB-320.onnx");
    Path yunet = SharedFiles.require("models/yunet/yunet_n_dynamic.onnx");
    int large = 0;
    int seenByBoth = 0;

    try (var first = RealModel.open(ultraface, "", LIKELY);
        var second = RealModel.open(yunet, "", .5f)) {
      for (Path picture : pictures()) {
        List<Detection> others = second.detect(picture);
        for (Detection face : first.detect(picture)) {
          if (face.box().width() >= 40 && face.score() >= .9f) {
            large++;
            seenByBoth += others.stream().anyMatch(o -> o.box().iou(face.box()) > .4f) ? 1 : 0;
          }
        }
      }
    }

    LOG.info("{} of {} large faces of ultraface are those of yunet", seenByBoth, large);
    assertThat(large).isGreaterThan(5);
    assertThat((double) seenByBoth / large).isGreaterThan(.7);
  }

  @Test
  void shouldPutFiveLandmarksIntoEachFace() throws Exception {
    Path file = SharedFiles.require("models/yunet/yunet_n_dynamic.onnx");
    int faces = 0;
    int inside = 0;

    try (var model = RealModel.open(file, "", LIKELY)) {
      assertThat(model.manifest().assumed())
          .contains("The file takes pictures of any size; it is given 640x640.");
      for (Path picture : pictures()) {
        for (Detection face : model.detect(picture)) {
          assertThat(face.landmarks()).hasSize(10);
          faces++;
          inside += landmarksNear(face) ? 1 : 0;
        }
      }
    }

    LOG.info("{} of {} faces have all landmarks within or close to their box", inside, faces);
    assertThat(faces).isGreaterThan(20);
    assertThat(inside).isGreaterThanOrEqualTo((int) (.98 * faces));
  }

  /** Within the box, or a quarter of its size beside it. */
  private static boolean landmarksNear(Detection face) {
    Box box = face.box();
    float across = box.width() / 4;
    float down = box.height() / 4;
    for (int i = 0; i < face.landmarks().size(); i += 2) {
      float x = face.landmarks().get(i);
      float y = face.landmarks().get(i + 1);
      if (x < box.left() - across
          || x > box.right() + across
          || y < box.top() - down
          || y > box.bottom() + down) {
        return false;
      }
    }
    return true;
  }

  private static Comparison compare(RealModel first, RealModel second) throws Exception {
    var comparison = new Comparison(0, 0, 0, 0);
    for (Path picture : pictures()) {
      comparison = comparison.plus(first.detect(picture), second.detect(picture));
    }
    return comparison;
  }

  private static List<Path> pictures() throws IOException {
    Path folder = SharedFiles.require("datasets/coco128/images/val2017");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
    }
  }
}
