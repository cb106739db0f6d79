package sightline.deploy.scene;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.ingest.source.scene.truth.SceneObject;

/**
 * COCO's instances: pictures in a folder for each split, {@code annotations/instances_SPLIT.json}.
 * Categories are 1 person, 2 car.
 */
final class BoxWriter implements ShotWriter {

  private static final List<String> LABELS = List.of("person", "car");

  private record Entry(String file, List<SceneObject> objects) {}

  private final Path folder;
  private final FrameSize size;
  private final Map<String, List<Entry>> splits = new LinkedHashMap<>();

  BoxWriter(Path folder, FrameSize size) {
    this.folder = folder;
    this.size = size;
  }

  @Override
  public void add(Shot shot) throws IOException {
    String file = "%s/%s.jpg".formatted(shot.split(), shot.name());
    SceneFiles.write(folder.resolve(file), shot.picture().jpeg());
    splits
        .computeIfAbsent(shot.split(), split -> new ArrayList<>())
        .add(new Entry(file, shot.truth().objects(shot.frame())));
  }

  @Override
  public void end() throws IOException {
    Path annotations = Files.createDirectories(folder.resolve("annotations"));
    for (Map.Entry<String, List<Entry>> split : splits.entrySet()) {
      Path file = annotations.resolve("instances_" + split.getKey() + ".json");
      try (var json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
        write(json, split.getValue());
      }
    }
  }

  private void write(JsonGenerator json, List<Entry> entries) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("categories");
    for (int i = 0; i < LABELS.size(); i++) {
      json.writeStartObject();
      json.writeNumberField("id", i + 1);
      json.writeStringField("name", LABELS.get(i));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("images");
    for (int i = 0; i < entries.size(); i++) {
      json.writeStartObject();
      json.writeNumberField("id", i + 1);
      json.writeStringField("file_name", entries.get(i).file());
      json.writeNumberField("width", size.width());
      json.writeNumberField("height", size.height());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("annotations");
    int id = 1;
    for (int i = 0; i < entries.size(); i++) {
      for (SceneObject object : entries.get(i).objects()) {
        write(json, id++, i + 1, object);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, int id, int image, SceneObject object)
      throws IOException {
    Box box = object.box();
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeNumberField("image_id", image);
    json.writeNumberField("category_id", object.classId() + 1);
    json.writeArrayFieldStart("bbox");
    for (float number : new float[] {box.left(), box.top(), box.width(), box.height()}) {
      json.writeNumber(number);
    }
    json.writeEndArray();
    json.writeNumberField("area", box.area());
    json.writeNumberField("iscrowd", 0);
    json.writeEndObject();
  }
}
