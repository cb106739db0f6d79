package sightline.ingest.camera;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import sightline.events.Picture;
import sightline.events.geometry.FrameSize;
import sightline.ingest.source.Frame;
import sightline.ingest.source.FrameSource;
import sightline.ingest.source.SourceLost;
import sightline.ingest.source.StopSignal;
import sightline.ingest.source.picture.Encoded;
import sightline.ingest.source.picture.PictureRules;

/** Gives what a test says, a hundred times a second, until it is told to stop. */
final class ScriptedSource implements FrameSource {

  private final StopSignal stop;
  private final Supplier<Encoded> encoder;

  /**
   * @param encoder asked for each frame when it is encoded
   */
  ScriptedSource(StopSignal stop, Supplier<Encoded> encoder) {
    this.stop = stop;
    this.encoder = encoder;
  }

  /** A picture of these bytes. */
  static Encoded picture(byte... bytes) {
    return new Encoded.Ready(Picture.ofJpeg(bytes), new FrameSize(1, 1));
  }

  @Override
  public Optional<Frame> next() throws SourceLost {
    if (stop.awaitUntil(System.nanoTime() + 10_000_000)) {
      throw new SourceLost(SourceLost.Cause.STOPPED, "ended");
    }
    return Optional.of(
        new Frame() {
          @Override
          public Instant capturedAt() {
            return Instant.now();
          }

          @Override
          public Encoded encode(PictureRules rules) {
            return encoder.get();
          }
        });
  }

  @Override
  public void close() {}
}
