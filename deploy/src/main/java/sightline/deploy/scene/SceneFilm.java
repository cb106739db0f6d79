package sightline.deploy.scene;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import sightline.events.Picture;
import sightline.events.Topics;
import sightline.ingest.source.Frame;
import sightline.ingest.source.FrameSource;
import sightline.ingest.source.Location;
import sightline.ingest.source.SourceLost;
import sightline.ingest.source.SourceSettings;
import sightline.ingest.source.Sources;
import sightline.ingest.source.StopSignal;
import sightline.ingest.source.picture.Encoded;
import sightline.ingest.source.picture.PictureRules;
import sightline.ingest.source.scene.SceneSettings;
import sightline.ingest.source.scene.SceneTruth;

/**
 * A scene that is read as ingest reads it, so that its pictures are those that a camera would
 * publish, bit by bit; frames that nobody wants are not painted.
 *
 * <p>Threading: one thread.
 *
 * <p>Ownership: closes the source.
 */
final class SceneFilm implements AutoCloseable {

  private static final int JPEG_QUALITY = 85;
  private static final PictureRules RULES =
      new PictureRules(0, JPEG_QUALITY, Topics.MAX_PICTURE_BYTES);

  private final FrameSource source;
  private final SceneTruth truth;
  private long next;

  SceneFilm(SceneSettings scene) throws IOException {
    this.truth = new SceneTruth(scene);
    try {
      this.source =
          Sources.open(
              Location.valueOf(scene.location()),
              SourceSettings.DEFAULTS,
              Instant.EPOCH,
              new StopSignal());
    } catch (SourceLost e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  SceneTruth truth() {
    return truth;
  }

  /** The first frame that can still be taken. */
  long next() {
    return next;
  }

  /** The picture of {@code frame}, which is not before {@link #next}. */
  Picture picture(long frame) throws IOException {
    try {
      Optional<Frame> read = source.next();
      for (next++; next <= frame; next++) {
        read = source.next();
      }
      Encoded encoded = read.orElseThrow().encode(RULES);
      if (encoded instanceof Encoded.Ready ready) {
        return ready.picture();
      }
      throw new IOException("frame %d of the scene could not be encoded".formatted(frame));
    } catch (SourceLost e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
