package sightline.ingest.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import sightline.events.SkipReason;
import sightline.ingest.source.picture.Encoded;
import sightline.ingest.source.picture.PictureRules;

/**
 * Footage that FFmpeg reads: a file, an RTSP or HLS camera, a device. A file's frames are stamped
 * with the moment of opening plus their own time, whatever the frame rate does; a camera's frames
 * with the moment they arrive, or by a {@link StreamClock} where they arrive many at once.
 *
 * <p>Threading: as {@link FrameSource} says.
 *
 * <p>Ownership: frames lend the decoder's picture.
 */
final class VideoSource implements FrameSource {

  private static final double FALLBACK_FRAMES_PER_SECOND = 25;

  private final NativeVideo video;
  private final PixelConverter converter = new PixelConverter();
  private final VideoRequest request;
  private final Instant opened;
  private final double secondsPerFrame;
  private final Optional<StreamClock> streamClock;
  private double firstSeconds = Double.NaN;
  private double lastSeconds;

  private VideoSource(NativeVideo video, VideoRequest request, Instant opened) {
    this.video = video;
    this.request = request;
    this.opened = opened;
    boolean ahead = request.location().kind() == Location.Kind.HTTP && video.comesAhead();
    this.streamClock = ahead ? Optional.of(new StreamClock()) : Optional.empty();
    double rate = video.framesPerSecond();
    this.secondsPerFrame = 1 / (rate > 0 ? rate : FALLBACK_FRAMES_PER_SECOND);
    this.lastSeconds = -secondsPerFrame;
  }

  static VideoSource open(VideoRequest request, Instant opened, StopSignal stop) throws SourceLost {
    return new VideoSource(NativeVideo.open(request, stop), request, opened);
  }

  /** What the footage says about itself. */
  SourceInfo info(String kind) {
    return new SourceInfo(
        kind + ", " + video.codecName(), video.size(), video.framesPerSecond(), expectedFrames());
  }

  @Override
  public Optional<Frame> next() throws SourceLost {
    return switch (video.read()) {
      case PICTURE -> Optional.of(new VideoFrame(captureTime(video.pictureSeconds()), true));
      case UNREADABLE -> Optional.of(new VideoFrame(captureTime(Double.NaN), false));
      case END -> ended();
    };
  }

  @Override
  public long expectedFrames() {
    return request.live() ? -1 : video.frames();
  }

  @Override
  public void close() {
    converter.close();
    video.close();
  }

  private Optional<Frame> ended() throws SourceLost {
    if (request.live()) {
      throw new SourceLost(SourceLost.Cause.BROKEN, request.location() + " closed the stream");
    }
    return Optional.empty();
  }

  private Instant captureTime(double seconds) {
    if (request.live()) {
      Instant now = Instant.now();
      return streamClock.map(clock -> clock.stamp(seconds, now)).orElse(now);
    }
    double time = Double.isNaN(seconds) ? lastSeconds + secondsPerFrame : sinceFirst(seconds);
    lastSeconds = Math.max(lastSeconds, time);
    return opened.plus(Duration.ofNanos(Math.round(lastSeconds * 1e9)));
  }

  private double sinceFirst(double seconds) {
    if (Double.isNaN(firstSeconds)) {
      firstSeconds = seconds - Math.max(0, lastSeconds + secondsPerFrame);
    }
    return seconds - firstSeconds;
  }

  private final class VideoFrame implements Frame {

    private final Instant capturedAt;
    private final boolean readable;

    private VideoFrame(Instant capturedAt, boolean readable) {
      this.capturedAt = capturedAt;
      this.readable = readable;
    }

    @Override
    public Instant capturedAt() {
      return capturedAt;
    }

    @Override
    public Encoded encode(PictureRules rules) {
      return readable
          ? converter.encode(video.picture(), rules)
          : new Encoded.Unfit(SkipReason.UNREADABLE);
    }
  }
}
