package sightline.inference.decode.prior;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** A transformer with two inputs and squeezed outputs, compared with what others' code found. */
class DeimReferenceIT {

  private static final Logger LOG = LoggerFactory.getLogger(DeimReferenceIT.class);
  private static final float SURE = .3f;
  private static final float SCORE_DIFFERENCE = .1f;
  private static final float LEAST_OVERLAP = .9f;
  private static final double LEAST_SHARE = .97;

  @Test
  void shouldFindWhatTheReferenceFound() throws Exception {
    Path modelFile = SharedFiles.require("models/deimv2-atto-int8/deimv2_atto_coco_int8.onnx");
    Path images = SharedFiles.require("datasets/coco128/images/val2017");
    Path vectors = SharedFiles.require("vectors/coco128-ref-detections/deimv2_atto.json.gz");
    Map<Integer, List<JsonNode>> expected = reference(vectors);

    int boxes = 0;
    int found = 0;
    try (var model = RealModel.open(modelFile, "", SURE - SCORE_DIFFERENCE)) {
      for (var image : expected.entrySet()) {
        List<Detection> ours = model.detect(images.resolve("%012d.jpg".formatted(image.getKey())));
        boxes += image.getValue().size();
        found += (int) image.getValue().stream().filter(box -> isAmong(ours, box)).count();
      }
    }

    LOG.info("{} of {} reference boxes found in {} images", found, boxes, expected.size());
    assertThat(boxes).isGreaterThan(250);
    assertThat((double) found / boxes).isGreaterThanOrEqualTo(LEAST_SHARE);
  }

  /** Boxes of which the reference is sure, by image. */
  private static Map<Integer, List<JsonNode>> reference(Path file) throws IOException {
    var byImage = new TreeMap<Integer, List<JsonNode>>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      for (JsonNode box : new ObjectMapper().readTree(in)) {
        var boxes =
            byImage.computeIfAbsent(box.get("image_id").asInt(), image -> new ArrayList<>());
        if (box.get("score").asDouble() >= SURE) {
          boxes.add(box);
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
                    && one.box().iou(box) >= LEAST_OVERLAP);
  }
}
