package sightline.inference.decode.grid;

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
import sightline.events.geometry.Box;

/**
 * What somebody else's code found in a picture.
 *
 * @param box frame px
 * @param category number among the 80 classes of COCO
 * @param score 0 to 1
 */
record ReferenceBox(Box box, int category, float score) {

  /** Those of {@code file} with a score of {@code minScore} or more, by number of the image. */
  static Map<Integer, List<ReferenceBox>> read(Path file, float minScore) throws IOException {
    var byImage = new TreeMap<Integer, List<ReferenceBox>>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      for (JsonNode one : new ObjectMapper().readTree(in)) {
        var boxes = byImage.computeIfAbsent(one.get("image_id").asInt(), id -> new ArrayList<>());
        if (one.get("score").floatValue() >= minScore) {
          boxes.add(of(one));
        }
      }
    }
    return byImage;
  }

  private static ReferenceBox of(JsonNode one) {
    JsonNode sides = one.get("bbox");
    float left = sides.get(0).floatValue();
    float top = sides.get(1).floatValue();
    var box = new Box(left, top, left + sides.get(2).floatValue(), top + sides.get(3).floatValue());
    return new ReferenceBox(box, one.get("category_id").asInt(), one.get("score").floatValue());
  }
}
