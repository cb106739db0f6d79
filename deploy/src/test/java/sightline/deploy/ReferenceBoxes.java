package sightline.deploy;

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
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import sightline.events.geometry.Box;

/**
 * What somebody else's code found in pictures, in the format of COCO results.
 *
 * @param byImage boxes of which the reference is sure, by number of the image
 */
record ReferenceBoxes(Map<Integer, List<JsonNode>> byImage) {

  private static final double SURE = .3;
  private static final double SCORE_DIFFERENCE = .05;
  private static final float LEAST_OVERLAP = .9f;

  static ReferenceBoxes read(Path file) throws IOException {
    var byImage = new TreeMap<Integer, List<JsonNode>>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      for (JsonNode box : new ObjectMapper().readTree(in)) {
        if (box.get("score").asDouble() >= SURE) {
          byImage.computeIfAbsent(box.get("image_id").asInt(), image -> new ArrayList<>()).add(box);
        }
      }
    }
    return new ReferenceBoxes(byImage);
  }

  /** The images of a folder as ingest plays them. */
  static List<Path> inNameOrder(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** Share of the reference's boxes that are among the detections of the line of their image. */
  double shareFound(List<Path> files, List<JsonNode> lines) {
    long boxes = 0;
    long found = 0;
    for (int image = 0; image < files.size(); image++) {
      JsonNode detections = lines.get(image).get("detections");
      List<JsonNode> expected = byImage.getOrDefault(number(files.get(image)), List.of());
      boxes += expected.size();
      found += expected.stream().filter(box -> isAmong(detections, box)).count();
    }
    return boxes == 0 ? 0 : (double) found / boxes;
  }

  private static int number(Path image) {
    return Integer.parseInt(image.getFileName().toString().replaceAll("\\D", ""));
  }

  private static boolean isAmong(JsonNode detections, JsonNode expected) {
    JsonNode place = expected.get("bbox");
    float left = place.get(0).floatValue();
    float top = place.get(1).floatValue();
    var box = new Box(left, top, left + place.get(2).floatValue(), top + place.get(3).floatValue());
    return StreamSupport.stream(detections.spliterator(), false)
        .filter(ours -> ours.get("classId").asInt() == expected.get("category_id").asInt())
        .filter(
            ours ->
                Math.abs(ours.get("score").asDouble() - expected.get("score").asDouble())
                    <= SCORE_DIFFERENCE)
        .anyMatch(ours -> boxOf(ours.get("box")).iou(box) >= LEAST_OVERLAP);
  }

  private static Box boxOf(JsonNode box) {
    return new Box(
        box.get("left").floatValue(),
        box.get("top").floatValue(),
        box.get("right").floatValue(),
        box.get("bottom").floatValue());
  }
}
