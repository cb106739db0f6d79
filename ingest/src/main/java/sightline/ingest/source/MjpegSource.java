package sightline.ingest.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import sightline.events.Picture;
import sightline.events.SkipReason;
import sightline.ingest.source.net.MultipartReader;
import sightline.ingest.source.picture.Encoded;
import sightline.ingest.source.picture.PictureEncoder;
import sightline.ingest.source.picture.PictureRules;

/**
 * A camera that sends JPEG after JPEG over HTTP; they travel byte for byte.
 *
 * <p>Threading: as {@link FrameSource} says.
 */
final class MjpegSource implements FrameSource {

  private static final int BUFFER_BYTES = 64 << 10;

  private final InputStream body;
  private final MultipartReader parts;
  private final Location location;
  private final SourceSettings settings;
  private final StopSignal stop;
  private final StopSignal.Listener endRead = this::closeBody;

  MjpegSource(
      InputStream body,
      String boundary,
      Location location,
      SourceSettings settings,
      StopSignal stop) {
    this.body = body;
    this.parts =
        new MultipartReader(
            new BufferedInputStream(body, BUFFER_BYTES), boundary, settings.maxPartBytes());
    this.location = location;
    this.settings = settings;
    this.stop = stop;
    stop.add(endRead);
  }

  @Override
  public Optional<Frame> next() throws SourceLost {
    try {
      Optional<Picture> part = parts.next();
      return Optional.of(new PartFrame(part, Instant.now(), settings.maxPixels()));
    } catch (IOException e) {
      if (stop.isRaised()) {
        throw new SourceLost(SourceLost.Cause.STOPPED, "the read of " + location + " was ended");
      }
      throw new SourceLost(SourceLost.Cause.BROKEN, location + " closed the stream");
    }
  }

  @Override
  public void close() {
    stop.remove(endRead);
    closeBody();
  }

  private void closeBody() {
    try {
      body.close();
    } catch (IOException e) {
      // nothing is read from it any more
      return;
    }
  }

  /**
   * @param part empty when it was above the limit
   */
  private record PartFrame(Optional<Picture> part, Instant capturedAt, long maxPixels)
      implements Frame {

    @Override
    public Encoded encode(PictureRules rules) {
      return part.map(file -> PictureEncoder.encodeFile(file.jpeg(), rules, maxPixels))
          .orElseGet(() -> new Encoded.Unfit(SkipReason.OVERSIZE));
    }
  }
}
