package sightline.inference.decode.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.Detection;
import sightline.inference.testmodel.SharedFiles;

/**
 * The whole way from JPEG to boxes, compared with what somebody else's code found with the same
 * nets. No net has a manifest: each is recognized by its tensors.
 */
class ReferenceIT {

  private static final Logger LOG = LoggerFactory.getLogger(ReferenceIT.class);
  private static final float SURE = .3f;
  private static final float SCORE_DIFFERENCE = .05f;
  private static final float LEAST_OVERLAP = .9f;
  private static final double LEAST_SHARE = .97;

  /** The classes of COCO that are those of VOC, in the order of VOC. */
  private static final List<Integer> VOC_IN_COCO =
      List.of(4, 1, 14, 8, 39, 5, 2, 15, 56, 19, 60, 16, 17, 3, 0, 58, 18, 57, 6, 62);

  @ParameterizedTest
  @CsvSource({
    "yolox_nano, yolox, yolox-nano/yolox_nano_416x416.onnx",
    "nanodet_320, nanodet, nanodet-m/nanodet_m_320.onnx",
    "nanodet_416, nanodet, nanodet-m/nanodet_m_416.onnx",
    "fastestdet, fastestdet, fastestdet/FastestDet.onnx",
    "yolo_fastest11, yolov3, yolo-fastest-1.1-darknet/yolo-fastest-1.1.onnx",
    "yolo_fastest11_xl, yolov3, yolo-fastest-1.1-darknet/yolo-fastest-1.1-xl.onnx",
    "yololite_voc416, yolov2, yolo-lite-darknet/tiny-yolov2-trial3-416.onnx",
    "yolov8n_int8_b, yolov8, yolov8n-int8-AGPL/yolov8n_int8_b.onnx",
  })
  void shouldFindWhatTheReferenceFound(String name, String family, String file) throws Exception {
    Path model = SharedFiles.require("models/" + file);
    Path images = SharedFiles.require("datasets/coco128/images/val2017");
    Path vectors = SharedFiles.require("vectors/coco128-ref-detections/" + name + ".json.gz");
    Map<Integer, List<ReferenceBox>> expected = ReferenceBox.read(vectors, SURE);

    int boxes = 0;
    int found = 0;
    try (var net = PictureNet.open(model, SURE - SCORE_DIFFERENCE)) {
      assertThat(net.manifest().decoder().family()).isEqualTo(family);
      for (var image : expected.entrySet()) {
        Path picture = images.resolve("%012d.jpg".formatted(image.getKey()));
        List<Detection> ours = net.detect(Files.readAllBytes(picture));
        boxes += image.getValue().size();
        found += (int) image.getValue().stream().filter(box -> isAmong(ours, box, net)).count();
      }
    }

    LOG.info("{}: {} of {} boxes found in {} images", name, found, boxes, expected.size());
    assertThat(expected).hasSizeGreaterThan(100);
    assertThat((double) found / boxes).as(name).isGreaterThanOrEqualTo(LEAST_SHARE);
  }

  private static boolean isAmong(List<Detection> ours, ReferenceBox reference, PictureNet net) {
    boolean voc = net.manifest().labels().size() == VOC_IN_COCO.size();
    return ours.stream()
        .anyMatch(
            one ->
                (voc ? VOC_IN_COCO.get(one.classId()) : one.classId()) == reference.category()
                    && one.box().iou(reference.box()) >= LEAST_OVERLAP
                    && Math.abs(one.score() - reference.score()) <= SCORE_DIFFERENCE);
  }
}
