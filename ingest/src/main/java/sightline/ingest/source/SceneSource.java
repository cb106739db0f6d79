package sightline.ingest.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import sightline.ingest.source.picture.Encoded;
import sightline.ingest.source.picture.PictureEncoder;
import sightline.ingest.source.picture.PictureRules;
import sightline.ingest.source.scene.JunctionScene;
import sightline.ingest.source.scene.SceneSettings;

/**
 * A generated scene as a source: {@code scene:junction?seed=7&size=640x480&fps=10}. Frame {@code n}
 * of the scene is the {@code n}-th that is read after the opening, from 0, so it has sequence
 * {@code n}.
 *
 * <p>Threading: as {@link FrameSource} says.
 *
 * <p>Ownership: one picture's worth of native memory, freed on close.
 */
final class SceneSource implements FrameSource {

  private final SceneSettings settings;
  private final Instant opened;
  private final JunctionScene scene;
  private final byte[] pixels;
  private final BytePointer lent;
  private long position;

  private SceneSource(SceneSettings settings, Instant opened) {
    this.settings = settings;
    this.opened = opened;
    this.scene = new JunctionScene(settings);
    this.pixels = new byte[Math.toIntExact(settings.size().pixels() * 3)];
    this.lent = new BytePointer(pixels.length);
  }

  static SceneSource open(Location location, Instant opened) throws SourceLost {
    try {
      return new SceneSource(parse(location), opened);
    } catch (SourceRefused e) {
      throw new SourceLost(SourceLost.Cause.BROKEN, e.getMessage());
    }
  }

  static SourceInfo info(Location location) throws SourceRefused {
    SceneSettings settings = parse(location);
    return new SourceInfo(
        "generated scene",
        settings.size(),
        settings.fps(),
        settings.frames() == 0 ? -1 : settings.frames());
  }

  /** Frames the scene gives before it ends; 0 when it never does or makes no sense. */
  static long framesIn(Location location) {
    try {
      return parse(location).frames();
    } catch (SourceRefused e) {
      return 0;
    }
  }

  @Override
  public Optional<Frame> next() {
    if (settings.frames() > 0 && position == settings.frames()) {
      return Optional.empty();
    }
    long index = position++;
    Instant capturedAt = opened.plus(Duration.ofNanos(Math.round(index * 1e9 / settings.fps())));
    return Optional.of(new SceneFrame(index, capturedAt));
  }

  @Override
  public Duration period() {
    return Duration.ofNanos(Math.round(1e9 / settings.fps()));
  }

  @Override
  public long expectedFrames() {
    return settings.frames() == 0 ? -1 : settings.frames();
  }

  @Override
  public void close() {
    lent.close();
  }

  private final class SceneFrame implements Frame {

    private final long index;
    private final Instant capturedAt;

    private SceneFrame(long index, Instant capturedAt) {
      this.index = index;
      this.capturedAt = capturedAt;
    }

    @Override
    public Instant capturedAt() {
      return capturedAt;
    }

    @Override
    public Encoded encode(PictureRules rules) {
      scene.paint(index, pixels);
      lent.put(pixels, 0, pixels.length);
      try (Mat bgr =
          new Mat(settings.size().height(), settings.size().width(), opencv_core.CV_8UC3, lent)) {
        return PictureEncoder.encode(bgr, rules);
      }
    }
  }

  private static SceneSettings parse(Location location) throws SourceRefused {
    try {
      return SceneSettings.parse(location.full());
    } catch (IllegalArgumentException e) {
      throw new SourceRefused(e.getMessage());
    }
  }
}
