package sightline.inference.decode.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.inference.testmodel.SharedFiles;

/**
 * The whole way from JPEG to boxes, compared with what somebody else's code found with the same
 * nets. No net has a manifest: each is recognized by its tensors.
 */
class ReferenceIT {

  private static final Logger LOG = LoggerFactory.getLogger(ReferenceIT.class);
  private static final float SURE = .3f;
  private static final float SCORE_DIFFERENCE = .15f;
  private static final float LEAST_OVERLAP = .9f;

  /**
   * FastestDet's scores are close to each other: where the pixels differ by one, as those of
   * another decoder of JPEG do, one of two neighbors in the grid takes the place of the other.
   */
  @ParameterizedTest
  @CsvSource({
    "yolox_nano, yolox, .97, yolox-nano/yolox_nano_416x416.onnx",
    "nanodet_320, nanodet, .97, nanodet-m/nanodet_m_320.onnx",
    "nanodet_416, nanodet, .97, nanodet-m/nanodet_m_416.onnx",
    "fastestdet, fastestdet, .96, fastestdet/FastestDet.onnx",
    "yolo_fastest11, yolov3, .97, yolo-fastest-1.1-darknet/yolo-fastest-1.1.onnx",
    "yolo_fastest11_xl, yolov3, .97, yolo-fastest-1.1-darknet/yolo-fastest-1.1-xl.onnx",
    "yolov8n_int8_b, yolov8, .97, yolov8n-int8-AGPL/yolov8n_int8_b.onnx",
  })
  void shouldFindWhatTheReferenceFound(String name, String family, double share, String file)
      throws Exception {
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
        found += (int) image.getValue().stream().filter(box -> isAmong(ours, box)).count();
      }
    }

    LOG.info("{}: {} of {} boxes found in {} images", name, found, boxes, expected.size());
    assertThat(expected).hasSizeGreaterThan(100);
    assertThat((double) found / boxes).as(name).isGreaterThanOrEqualTo(share);
  }

  /** Worked out from the net's numbers by its formulas, without any of our code. */
  @Test
  void shouldFindInATinyYolov2WhatItsFormulasSay() throws Exception {
    Path model = SharedFiles.require("models/yolo-lite-darknet/tiny-yolov2-trial3-416.onnx");
    Path picture = SharedFiles.require("datasets/coco128/images/val2017/000000000139.jpg");

    try (var net = PictureNet.open(model, SURE)) {
      List<Detection> ours = net.detect(Files.readAllBytes(picture));

      assertThat(net.manifest().decoder().family()).isEqualTo("yolov2");
      assertThat(
              List.of(
                  new ReferenceBox(new Box(0, 153.7f, 156.5f, 284), 19, .92f),
                  new ReferenceBox(new Box(391.3f, 236, 442.5f, 319.2f), 8, .76f),
                  new ReferenceBox(new Box(300.1f, 242.1f, 343.8f, 317.5f), 8, .73f)))
          .allMatch(box -> isAmong(ours, box));
    }
  }

  private static boolean isAmong(List<Detection> ours, ReferenceBox reference) {
    return ours.stream()
        .anyMatch(
            one ->
                one.classId() == reference.category()
                    && one.box().iou(reference.box()) >= LEAST_OVERLAP
                    && Math.abs(one.score() - reference.score()) <= SCORE_DIFFERENCE);
  }
}
