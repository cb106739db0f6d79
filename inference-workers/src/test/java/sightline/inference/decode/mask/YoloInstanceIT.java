package sightline.inference.decode.mask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.inference.testmodel.SharedFiles;

/** Objects with masks in pictures of COCO, compared with the truth and with another's code. */
class YoloInstanceIT {

  private static final Logger LOG = LoggerFactory.getLogger(YoloInstanceIT.class);
  private static final String MODEL = "models/yolov8n-seg-int8-AGPL/yolov8n-seg_int8.onnx";
  private static final int PERSON_IN_TRUTH = 1;
  private static final float SURE = .3f;
  private static final float SCORE_DIFFERENCE =
      .1f; // an 8-bit net: a resize that differs a little moves them
  private static final float LEAST_OVERLAP = .9f;

  @Test
  void shouldCoverPeople() throws Exception {
    Path masks = SharedFiles.require("datasets/coco128/semantic_segmentation/masks/val2017");
    Path images = SharedFiles.require("datasets/coco128/images/val2017");
    var overlap = new Overlap();
    int pictures = 0;
    try (var model = MaskModel.open(SharedFiles.require(MODEL), .25f)) {
      for (Path file : MaskModel.files(masks)) {
        Raster labels = MaskModel.labels(file);
        BitSet people = MaskModel.where(labels, PERSON_IN_TRUTH);
        if (!people.isEmpty()) {
          pictures++;
          String name = file.getFileName().toString().replace(".png", ".jpg");
          var all = new BitSet();
          all.set(0, labels.getWidth() * labels.getHeight());
          List<Detection> found = model.look(Files.readAllBytes(images.resolve(name)));
          overlap.add(covered(found, "person"), people, all);
        }
      }
    }

    LOG.info("people in {} pictures: IoU {}", pictures, overlap.iou());
    assertThat(overlap.iou()).isGreaterThanOrEqualTo(.72);
  }

  @Test
  void shouldFindTheBoxesThatTheReferenceFound() throws Exception {
    Path images = SharedFiles.require("datasets/coco128/images/val2017");
    Map<Integer, ArrayNode> expected =
        reference(SharedFiles.require("vectors/coco128-ref-detections/yolov8n_seg_int8.json.gz"));
    int boxes = 0;
    int found = 0;
    try (var model = MaskModel.open(SharedFiles.require(MODEL), SURE - SCORE_DIFFERENCE)) {
      for (var image : expected.entrySet()) {
        Path file = images.resolve("%012d.jpg".formatted(image.getKey()));
        List<Detection> ours = model.look(Files.readAllBytes(file));
        for (JsonNode box : image.getValue()) {
          boxes++;
          found += isAmong(ours, box) ? 1 : 0;
        }
      }
    }

    LOG.info("{} of {} reference boxes found in {} images", found, boxes, expected.size());
    assertThat((double) found / boxes).isGreaterThanOrEqualTo(.97);
  }

  private static BitSet covered(List<Detection> found, String label) {
    var covered = new BitSet();
    for (Detection one : found) {
      if (one.label().equals(label)) {
        covered.or(MaskModel.pixels(one.mask()));
      }
    }
    return covered;
  }

  /** Boxes of which the reference is sure, by image. */
  private static Map<Integer, ArrayNode> reference(Path file) throws IOException {
    var mapper = new ObjectMapper();
    var byImage = new TreeMap<Integer, ArrayNode>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      for (JsonNode box : mapper.readTree(in)) {
        if (box.get("score").asDouble() >= SURE) {
          byImage
              .computeIfAbsent(box.get("image_id").asInt(), id -> mapper.createArrayNode())
              .add(box);
        }
      }
    }
    return byImage;
  }

  private static boolean isAmong(List<Detection> ours, JsonNode reference) {
    JsonNode edges = reference.get("bbox");
    float left = edges.get(0).floatValue();
    float top = edges.get(1).floatValue();
    var box = new Box(left, top, left + edges.get(2).floatValue(), top + edges.get(3).floatValue());
    return ours.stream()
        .anyMatch(
            one ->
                one.classId() == reference.get("category_id").asInt()
                    && one.box().iou(box) >= LEAST_OVERLAP
                    && Math.abs(one.score() - reference.get("score").floatValue())
                        <= SCORE_DIFFERENCE);
  }
}
