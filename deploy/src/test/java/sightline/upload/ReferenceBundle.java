package sightline.upload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import sightline.inference.bundle.Zips;
import sightline.inference.testmodel.SharedFiles;

/** A trained detector with golden frames whose results somebody else's code computed. */
final class ReferenceBundle {

  private static final String NET = "models/yolox-nano/yolox_nano_416x416.onnx";
  private static final String RESULTS = "vectors/coco128-ref-detections/yolox_nano.json.gz";
  private static final String IMAGES = "datasets/coco128/images/val2017";

  private ReferenceBundle() {}

  /** A ZIP with the first {@code frames} images of the reference. */
  static byte[] withGoldenFrames(int frames) throws IOException {
    Path images = SharedFiles.require(IMAGES);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("net.onnx", Files.readAllBytes(SharedFiles.require(NET)));
    for (var image : results().entrySet()) {
      if (entries.size() < 1 + 2 * frames) {
        String name = "%012d".formatted(image.getKey());
        entries.put("golden/" + name + ".jpg", Files.readAllBytes(images.resolve(name + ".jpg")));
        entries.put("golden/" + name + ".json", text(image.getValue()));
      }
    }
    return Zips.of(entries);
  }

  private static byte[] text(ObjectNode results) {
    return results.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** By number of the image. */
  private static Map<Integer, ObjectNode> results() throws IOException {
    var mapper = new ObjectMapper();
    var byImage = new TreeMap<Integer, ObjectNode>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(SharedFiles.require(RESULTS)))) {
      for (JsonNode box : mapper.readTree(in)) {
        ObjectNode results =
            byImage.computeIfAbsent(
                box.get("image_id").asInt(), image -> mapper.createObjectNode());
        add(box, results.withArrayProperty("detections"));
      }
    }
    return byImage;
  }

  private static void add(JsonNode box, ArrayNode detections) {
    double left = box.get("bbox").get(0).asDouble();
    double top = box.get("bbox").get(1).asDouble();
    ObjectNode detection = detections.addObject();
    detection
        .putArray("box")
        .add(left)
        .add(top)
        .add(left + box.get("bbox").get(2).asDouble())
        .add(top + box.get("bbox").get(3).asDouble());
    detection.put("classId", box.get("category_id").asInt());
    detection.put("score", box.get("score").asDouble());
  }
}
