package sightline.inference.decode.grid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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
import sightline.events.geometry.Letterbox;
import sightline.inference.image.JpegDecoder;
import sightline.inference.image.Reduction;
import sightline.inference.image.TensorWriter;
import sightline.inference.testmodel.SharedFiles;
import sightline.inference.testmodel.TestModel;

/** The whole way from JPEG to boxes, compared with what somebody else's code found. */
class YoloxReferenceIT {

  private static final Logger LOG = LoggerFactory.getLogger(YoloxReferenceIT.class);
  private static final float SURE = .3f;
  private static final float SCORE_DIFFERENCE = .05f;
  private static final float LEAST_OVERLAP = .9f;
  private static final double LEAST_SHARE = .98;
  private static final long MAX_PIXELS = 10_000_000;

  @Test
  void shouldFindWhatTheReferenceFound() throws Exception {
    Path modelFile = SharedFiles.require("models/yolox-nano/yolox_nano_416x416.onnx");
    Path images = SharedFiles.require("datasets/coco128/images/val2017");
    Path vectors = SharedFiles.require("vectors/coco128-ref-detections/yolox_nano.json.gz");
    Map<Integer, List<JsonNode>> expected = reference(vectors);

    int boxes = 0;
    int found = 0;
    try (var model = TestModel.load(modelFile, SURE - SCORE_DIFFERENCE);
        var jpeg = new JpegDecoder(MAX_PIXELS);
        var writer = new TensorWriter()) {
      FloatBuffer input = direct(model.manifest().input().elements());
      for (var image : expected.entrySet()) {
        Path file = images.resolve("%012d.jpg".formatted(image.getKey()));
        Letterbox letterbox =
            writer.write(
                jpeg.decode(Files.readAllBytes(file), Reduction.FULL),
                model.manifest().input(),
                input,
                0);
        List<Detection> ours = model.detect(input, letterbox);
        boxes += image.getValue().size();
        found += (int) image.getValue().stream().filter(box -> isAmong(ours, box)).count();
      }
    }

    LOG.info("{} of {} reference boxes found in {} images", found, boxes, expected.size());
    assertThat(expected).hasSizeGreaterThan(100);
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
                    && one.box().iou(box) >= LEAST_OVERLAP
                    && Math.abs(one.score() - reference.get("score").floatValue())
                        <= SCORE_DIFFERENCE);
  }

  private static FloatBuffer direct(int elements) {
    return ByteBuffer.allocateDirect(elements * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
