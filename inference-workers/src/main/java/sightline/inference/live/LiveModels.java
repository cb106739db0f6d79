package sightline.inference.live;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import sightline.inference.engine.EngineOptions;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.stage.DetectLanes;

/**
 * Keeps what this worker serves as topic {@code models} and the markers say: reads, fetches, opens,
 * closes, and tells how far it is.
 *
 * <p>Threading: start and close from one thread.
 *
 * <p>Ownership: closes its threads, its clients and every model; close the streams first, the lanes
 * last.
 */
public final class LiveModels implements AutoCloseable {

  private final LiveSlots slots;
  private final ModelsTopic topic;
  private final ModelLoader loader;
  private final StatusPost post;
  private final ArtifactCache cache;
  private final boolean temporary;

  /**
   * What it needs to know.
   *
   * @param worker its name, with which its client ids begin
   * @param registries where artifacts come from
   * @param folder where they are kept; empty: one of its own that goes with the process
   * @param folderBytes most bytes of them
   * @param patience longest wait for the registry
   * @param statusEvery how often it says how it does
   */
  public record Settings(
      String worker,
      List<URI> registries,
      String folder,
      long folderBytes,
      Duration patience,
      Duration statusEvery) {}

  /** Clients of the log; the models close them. */
  public record Clients(Consumer<byte[], byte[]> models, Producer<byte[], byte[]> status) {}

  /** Nothing is read or opened before {@link #start}. */
  public LiveModels(
      LiveSlots slots,
      Settings settings,
      Clients clients,
      Supplier<String> trouble,
      Opening opening)
      throws IOException {
    this.slots = slots;
    var source = new ArtifactSource(settings.registries(), settings.patience());
    this.temporary = settings.folder().isEmpty();
    this.cache =
        new ArtifactCache(folder(settings), settings.folderBytes(), source, opening.metrics());
    this.topic = new ModelsTopic(clients.models(), slots);
    this.loader =
        new ModelLoader(
            slots, cache, new Sessions(opening.options()), opening.lanes(), opening.metrics());
    this.post =
        new StatusPost(settings.worker(), slots, settings.statusEvery(), clients.status(), trouble);
  }

  /** What opening a model takes. */
  public record Opening(EngineOptions options, DetectLanes lanes, InferenceMetrics metrics) {}

  private static Path folder(Settings settings) throws IOException {
    if (!settings.folder().isEmpty()) {
      return Path.of(settings.folder());
    }
    return Files.createTempDirectory("sightline-models-");
  }

  public void start() {
    topic.start();
    loader.start();
    post.start();
  }

  /** Waits until everything is ready that a partition may need at once. */
  public void awaitReady() throws InterruptedException {
    synchronized (slots) {
      while (!slots.canJoin()) {
        slots.wait();
      }
    }
  }

  @Override
  public void close() {
    topic.close();
    loader.close();
    post.close();
    if (temporary) {
      cache.delete();
    }
  }
}
