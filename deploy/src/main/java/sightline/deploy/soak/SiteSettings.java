package sightline.deploy.soak;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sightline.dashboards.DashboardsConfig;
import sightline.deploy.registry.RegistrySection;
import sightline.deploy.soak.camera.CameraServer;
import sightline.deploy.soak.camera.SceneCamera;
import sightline.inference.InferenceConfig;
import sightline.ingest.IngestConfig;

/** The settings of the platform under test: the usual ones, but for places and policies. */
final class SiteSettings {

  /** Policies by turns, so that each is at work: what makes way, priority, floor. */
  private static final List<Policy> POLICIES =
      List.of(
          new Policy("ADAPTIVE_DROP_OLDEST", 1, 0),
          new Policy("DROP_LATEST", 5, 0),
          new Policy("DEADLINE", 5, 0),
          new Policy("ADAPTIVE_DROP_OLDEST", 9, 1));

  private record Policy(String whenBehind, int priority, double floor) {}

  private SiteSettings() {}

  static IngestConfig ingest(
      String bootstrapServers, CameraServer server, List<SceneCamera> cameras) {
    ObjectNode ingest = json().put("port", 0).put("bootstrapServers", bootstrapServers);
    var list = ingest.putArray("cameras");
    for (int i = 0; i < cameras.size(); i++) {
      Policy policy = POLICIES.get(i % POLICIES.size());
      list.addObject()
          .put("name", cameras.get(i).name())
          .put("location", server.location(cameras.get(i)))
          .put("whenBehind", policy.whenBehind())
          .put("priority", policy.priority())
          .put("floorFramesPerSecond", policy.floor());
    }
    return IngestConfig.read(ingest);
  }

  static DashboardsConfig dashboards(String bootstrapServers) {
    return DashboardsConfig.read(json().put("port", 0).put("bootstrapServers", bootstrapServers));
  }

  /** Writes the file that a worker process reads. */
  static Path worker(SoakOptions options, String bootstrapServers, String registry, Path folder)
      throws IOException {
    ObjectNode worker =
        json()
            .put("bootstrapServers", bootstrapServers)
            .put("port", 0)
            .put("stateFolder", folder.resolve("state").toString());
    if (registry.isEmpty()) {
      worker.put("model", options.model().toString()).put("minScore", options.minScore());
    } else {
      worker.put("registry", registry);
    }
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve("worker.yaml"), worker.toString());
  }

  /** Writes the file that the registry's process reads. */
  static Path registry(String bootstrapServers, int port, Path folder) throws IOException {
    ObjectNode section = json().put("host", "127.0.0.1").put("port", port);
    ObjectNode whole =
        RegistrySection.complete(
            section,
            bootstrapServers,
            InferenceConfig.defaults().applicationId(),
            folder.resolve("models"));
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve("registry.yaml"), whole.toString());
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
