package sightline.deploy.models.camera;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import sightline.deploy.console.PlainText;
import sightline.deploy.models.RegistryPath;

/** What is changed of a camera, in words. */
final class CameraWords {

  private CameraWords() {}

  static RegistryPath path(String camera) {
    return RegistryPath.of("cameras", camera);
  }

  /** {@code framesPerSecond=5 priority=1}. */
  static String settings(JsonNode camera) {
    String all =
        camera.path("settings").properties().stream()
            .map(one -> one.getKey() + "=" + one.getValue().asText())
            .collect(Collectors.joining(" "));
    return all.isEmpty() ? "as the site file says" : PlainText.of(all);
  }

  static String line(JsonNode camera) {
    return "%s: %s".formatted(PlainText.of(camera.path("camera").asText()), settings(camera));
  }
}
