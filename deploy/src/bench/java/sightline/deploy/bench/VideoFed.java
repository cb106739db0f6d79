package sightline.deploy.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import sightline.ingest.Ingest;
import sightline.ingest.IngestConfig;

/** The path with ingest in front of it, fed by a video as fast as it goes. */
final class VideoFed {

  private static final int CAMERA_PARTITION_SEED = 1_000_000;

  private VideoFed() {}

  /** Results per second from the first result of the video to the last. */
  static double framesPerSecond(String bootstrapServers, Path video, ResultCounter results)
      throws Exception {
    long before = results.poll();
    try (Ingest ingest = Ingest.start(settings(bootstrapServers, video))) {
      long first = before;
      while (first == before) {
        first = results.poll();
      }
      long start = System.nanoTime();
      while (!ingest.awaitEnd(java.time.Duration.ofMillis(1))) {
        long unused = results.poll();
      }
      long captured = ingest.progress().get(0).status().counts().published();
      while (results.poll() - before < captured) {
        Thread.onSpinWait(); // poll() itself waits
      }
      return (before + captured - first) / ((System.nanoTime() - start) / 1e9);
    }
  }

  /** Ingest with {@code video} as its one camera, every frame waiting for its turn. */
  static IngestConfig settings(String bootstrapServers, Path video) {
    ObjectNode settings =
        JsonNodeFactory.instance
            .objectNode()
            .put("bootstrapServers", bootstrapServers)
            .put("port", 0);
    settings
        .putArray("cameras")
        .addObject()
        .put("name", "video-" + System.currentTimeMillis() % CAMERA_PARTITION_SEED)
        .put("location", video.toString())
        .put("pacing", "FAST")
        .put("whenBehind", "WAIT");
    return IngestConfig.read(settings);
  }
}
