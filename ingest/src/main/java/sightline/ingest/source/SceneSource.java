package sightline.ingest.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import sightline.events.geometry.FrameSize;
import sightline.ingest.source.picture.Encoded;
import sightline.ingest.source.picture.PictureEncoder;
import sightline.ingest.source.picture.PictureRules;
import sightline.ingest.source.scene.JunctionScene;

/**
 * A generated scene as a source: {@code scene:junction?seed=7&size=640x480&fps=10&frames=0}.
 *
 * <p>Threading: as {@link FrameSource} says.
 *
 * <p>Ownership: one picture's worth of native memory, freed on close.
 */
final class SceneSource implements FrameSource {

  private static final Set<String> KEYS = Set.of("seed", "size", "fps", "frames", "day");
  private static final int MAX_SIDE = 4096;

  private final Request request;
  private final Instant opened;
  private final JunctionScene scene;
  private final byte[] pixels;
  private final BytePointer lent;
  private long position;

  private SceneSource(Request request, Instant opened) {
    this.request = request;
    this.opened = opened;
    this.scene = new JunctionScene(request.seed, request.size, request.fps, request.day);
    this.pixels = new byte[Math.toIntExact(request.size.pixels() * 3)];
    this.lent = new BytePointer(pixels.length);
  }

  static SceneSource open(Location location, Instant opened) throws SourceLost {
    try {
      return new SceneSource(Request.parse(location), opened);
    } catch (SourceRefused e) {
      throw new SourceLost(SourceLost.Cause.BROKEN, e.getMessage());
    }
  }

  static SourceInfo info(Location location) throws SourceRefused {
    Request request = Request.parse(location);
    return new SourceInfo(
        "generated scene", request.size, request.fps, request.frames == 0 ? -1 : request.frames);
  }

  /** Frames the scene gives before it ends; 0 when it never does or makes no sense. */
  static long framesIn(Location location) {
    try {
      return Request.parse(location).frames;
    } catch (SourceRefused e) {
      return 0;
    }
  }

  @Override
  public Optional<Frame> next() {
    if (request.frames > 0 && position == request.frames) {
      return Optional.empty();
    }
    long index = position++;
    Instant capturedAt = opened.plus(Duration.ofNanos(Math.round(index * 1e9 / request.fps)));
    return Optional.of(new SceneFrame(index, capturedAt));
  }

  @Override
  public Duration period() {
    return Duration.ofNanos(Math.round(1e9 / request.fps));
  }

  @Override
  public long expectedFrames() {
    return request.frames == 0 ? -1 : request.frames;
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
          new Mat(request.size.height(), request.size.width(), opencv_core.CV_8UC3, lent)) {
        return PictureEncoder.encode(bgr, rules);
      }
    }
  }

  /** The scene's settings as its location names them. */
  private record Request(long seed, FrameSize size, double fps, long frames, Duration day) {

    private static Request parse(Location location) throws SourceRefused {
      String text = location.full();
      int query = text.indexOf('?');
      String name = query < 0 ? text : text.substring(0, query);
      if (!name.equalsIgnoreCase("scene:junction")) {
        throw new SourceRefused(name + " is not a scene, the one there is is scene:junction");
      }
      var request = new Request(7, new FrameSize(640, 480), 10, 0, JunctionScene.DAY);
      if (query >= 0 && query < text.length() - 1) {
        for (String pair : text.substring(query + 1).split("&", -1)) {
          request = request.with(pair);
        }
      }
      return request;
    }

    private Request with(String pair) throws SourceRefused {
      String[] parts = pair.split("=", 2);
      String key = parts[0].toLowerCase(Locale.ROOT);
      if (parts.length < 2 || !KEYS.contains(key)) {
        throw new SourceRefused(
            "scene:junction does not know '%s', it knows seed, size, fps, frames and day"
                .formatted(pair));
      }
      try {
        return with(key, parts[1]);
      } catch (IllegalArgumentException e) {
        throw new SourceRefused(
            "scene:junction with %s makes no sense, expected for example".formatted(pair)
                + " seed=7&size=640x480&fps=10&frames=0&day=180");
      }
    }

    private Request with(String key, String value) {
      return switch (key) {
        case "seed" -> new Request(Long.parseLong(value), size, fps, frames, day);
        case "size" -> new Request(seed, parseSize(value), fps, frames, day);
        case "fps" -> new Request(seed, size, within(value, 0.01, 1000), frames, day);
        case "frames" -> new Request(seed, size, fps, (long) within(value, 0, 1e12), day);
        default ->
            new Request(seed, size, fps, frames, Duration.ofSeconds((long) within(value, 0, 1e6)));
      };
    }

    private static FrameSize parseSize(String value) {
      String[] sides = value.split("x", 2);
      if (sides.length < 2) {
        throw new IllegalArgumentException(value);
      }
      return new FrameSize(
          (int) within(sides[0], 64, MAX_SIDE), (int) within(sides[1], 64, MAX_SIDE));
    }

    private static double within(String value, double min, double max) {
      double number = Double.parseDouble(value);
      if (!(number >= min && number <= max)) {
        throw new IllegalArgumentException(value);
      }
      return number;
    }
  }
}
