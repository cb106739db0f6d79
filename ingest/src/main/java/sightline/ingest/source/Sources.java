package sightline.ingest.source;

import static java.util.concurrent.CompletableFuture.delayedExecutor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import sightline.events.geometry.FrameSize;
import sightline.ingest.source.picture.Encoded;
import sightline.ingest.source.picture.PictureRules;

/**
 * Opens whatever a location names, and says beforehand whether it can be read. The list of what is
 * accepted is the switch in {@link #open}.
 *
 * <p>Threading: stateless, any thread.
 */
public final class Sources {

  /** A file that FFmpeg has not understood by then is no video. */
  private static final Duration CHECK_PATIENCE = Duration.ofSeconds(20);

  private Sources() {}

  /**
   * Opens the source; blocks at most as long as {@code stop} is not raised.
   *
   * @param opened moment of opening, from which footage counts its own time
   */
  public static FrameSource open(
      Location location, SourceSettings settings, Instant opened, StopSignal stop)
      throws SourceLost {
    return switch (location.kind()) {
      case FILE -> VideoSource.open(VideoRequest.file(location, settings), opened, stop);
      case FOLDER -> FolderSource.open(location, opened, settings);
      case RTSP -> VideoSource.open(VideoRequest.rtsp(location, settings), opened, stop);
      case HTTP -> HttpCamera.open(location, settings, stop);
      case DEVICE -> VideoSource.open(VideoRequest.device(location, settings), opened, stop);
      case SCENE -> SceneSource.open(location, opened);
      case UNKNOWN -> throw new SourceLost(SourceLost.Cause.BROKEN, unknown(location));
    };
  }

  /**
   * Refuses what cannot be read, ever; opens nothing that may block.
   *
   * @throws SourceRefused with one sentence
   */
  public static void checkForm(Location location) throws SourceRefused {
    switch (location.kind()) {
      case SCENE -> SceneSource.info(location);
      case UNKNOWN -> throw new SourceRefused(unknown(location));
      case FILE, FOLDER, RTSP, HTTP, DEVICE -> {}
    }
  }

  /**
   * What is found at {@code location}. Files, folders and scenes are looked into; a camera is only
   * recognized by its address, because it may be away.
   *
   * @throws SourceRefused with one sentence when it cannot be read
   */
  public static SourceInfo check(Location location) throws SourceRefused {
    return switch (location.kind()) {
      case FILE -> checkFile(location);
      case FOLDER -> checkFolder(location);
      case SCENE -> SceneSource.info(location);
      case RTSP -> camera("RTSP camera");
      case HTTP -> camera("HTTP camera");
      case DEVICE -> camera("video device");
      case UNKNOWN -> throw new SourceRefused(unknown(location));
    };
  }

  private static SourceInfo camera(String kind) {
    return new SourceInfo(kind, FrameSize.UNKNOWN, 0, -1);
  }

  private static SourceInfo checkFile(Location location) throws SourceRefused {
    Path file = Path.of(location.full());
    if (!Files.exists(file)) {
      throw new SourceRefused(location + " does not exist; a source is " + Location.ACCEPTED);
    }
    if (!Files.isReadable(file)) {
      throw new SourceRefused(location + " may not be read");
    }
    var request = VideoRequest.file(location, SourceSettings.DEFAULTS);
    var stop = new StopSignal();
    var patience = delayedExecutor(CHECK_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<Void> impatience = CompletableFuture.runAsync(stop::raise, patience);
    try (var video = VideoSource.open(request, Instant.EPOCH, stop)) {
      return video.info("video file");
    } catch (SourceLost e) {
      throw new SourceRefused(location + " is not a video that can be read");
    } finally {
      impatience.cancel(false);
    }
  }

  private static SourceInfo checkFolder(Location location) throws SourceRefused {
    var settings = SourceSettings.DEFAULTS;
    var rules = new PictureRules(0, 85, settings.maxPartBytes());
    try (var folder = FolderSource.open(location, Instant.EPOCH, settings)) {
      var first = folder.next().orElseThrow().encode(rules);
      var size = first instanceof Encoded.Ready ready ? ready.size() : FrameSize.UNKNOWN;
      return new SourceInfo("folder of images", size, 0, folder.expectedFrames());
    } catch (SourceLost e) {
      throw new SourceRefused(e.getMessage());
    }
  }

  private static String unknown(Location location) {
    return "'%s' is not a source; a source is %s".formatted(location, Location.ACCEPTED);
  }
}
