package sightline.inference.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import sightline.inference.metadata.UltralyticsMetadata;
import sightline.inference.model.ModelTensors;

/**
 * The names of a model's classes when its manifest does not give them.
 *
 * @param names by class id from 0
 * @param assumed one sentence that says where they come from
 */
record Labels(List<String> names, String assumed) {

  private static final List<String> COCO = readCoco();

  /** The best guess for {@code classes} classes. */
  static Labels of(int classes, ModelTensors tensors) {
    List<String> stored = new UltralyticsMetadata(tensors.metadata()).names();
    if (stored.size() == classes) {
      return new Labels(stored, "Labels are the " + classes + " names in the file's metadata.");
    }
    if (classes == COCO.size()) {
      return new Labels(COCO, "Labels are the 80 names of COCO, since there are 80 classes.");
    }
    return new Labels(
        IntStream.range(0, classes).mapToObj(id -> "class-" + id).toList(),
        "Labels are class-0 to class-" + (classes - 1) + ", since nobody named them.");
  }

  private static List<String> readCoco() {
    try (InputStream resource = Labels.class.getResourceAsStream("coco-labels.txt")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
