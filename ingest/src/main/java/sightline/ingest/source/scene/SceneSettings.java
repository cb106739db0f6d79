package sightline.ingest.source.scene;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import sightline.events.geometry.FrameSize;

/**
 * What a scene's location says: {@code scene:junction?seed=7&size=640x480&fps=10&odd=0.2}.
 *
 * @param seed of everything that is drawn and of everyone who comes by
 * @param size px, 64 to 4096 each way
 * @param fps frames per second of the scene's time, 0.01 to 1000
 * @param frames after which the scene ends; 0 for never
 * @param day length of day and night together; zero for endless noon
 * @param odd share of the time in which something is there that does not belong, 0 to 0.9
 * @param vary how much the view and the surroundings differ from seed to seed, 0 (not at all) to 1
 */
public record SceneSettings(
    long seed, FrameSize size, double fps, long frames, Duration day, double odd, double vary) {

  /** Length of day and night together, unless something else is asked for. */
  public static final Duration DAY = Duration.ofMinutes(3);

  private static final String NAME = "scene:junction";
  private static final List<String> KEYS =
      List.of("seed", "size", "fps", "frames", "day", "odd", "vary");
  private static final String EXAMPLE = "seed=7&size=640x480&fps=10&frames=0&day=180&odd=0&vary=0";
  private static final int MIN_SIDE = 64;
  private static final int MAX_SIDE = 4096;
  private static final double MOST_ODD = 0.9;

  /** The scene that a location without settings names. */
  public static final SceneSettings USUAL =
      new SceneSettings(7, new FrameSize(640, 480), 10, 0, DAY, 0, 0);

  /** Whether {@code location} names a scene, be it one that makes sense or not. */
  public static boolean isScene(String location) {
    return location.strip().toLowerCase(Locale.ROOT).startsWith("scene:");
  }

  /**
   * Reads a location.
   *
   * @throws IllegalArgumentException with one sentence when there is no such scene
   */
  public static SceneSettings parse(String location) {
    String text = location.strip();
    int query = text.indexOf('?');
    String name = query < 0 ? text : text.substring(0, query);
    if (!name.equalsIgnoreCase(NAME)) {
      throw new IllegalArgumentException(name + " is not a scene, the one there is is " + NAME);
    }
    SceneSettings settings = USUAL;
    if (query >= 0 && query < text.length() - 1) {
      for (String pair : text.substring(query + 1).split("&", -1)) {
        settings = settings.with(pair);
      }
    }
    return settings;
  }

  /** The same scene of another seed. */
  public SceneSettings ofSeed(long other) {
    return new SceneSettings(other, size, fps, frames, day, odd, vary);
  }

  /** The location that {@link #parse} reads as these settings. */
  public String location() {
    return "%s?seed=%d&size=%dx%d&fps=%s&frames=%d&day=%s&odd=%s&vary=%s"
        .formatted(
            NAME, seed, size.width(), size.height(), fps, frames, day.toSeconds(), odd, vary);
  }

  private SceneSettings with(String pair) {
    String[] parts = pair.split("=", 2);
    String key = parts[0].toLowerCase(Locale.ROOT);
    if (parts.length < 2 || !KEYS.contains(key)) {
      throw new IllegalArgumentException(
          "%s does not know '%s', it knows %s".formatted(NAME, pair, String.join(", ", KEYS)));
    }
    try {
      return with(key, parts[1]);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s with %s makes no sense, expected for example %s".formatted(NAME, pair, EXAMPLE), e);
    }
  }

  private SceneSettings with(String key, String value) {
    return switch (key) {
      case "seed" -> ofSeed(Long.parseLong(value));
      case "size" -> new SceneSettings(seed, parseSize(value), fps, frames, day, odd, vary);
      case "fps" ->
          new SceneSettings(seed, size, within(value, 0.01, 1000), frames, day, odd, vary);
      case "frames" ->
          new SceneSettings(seed, size, fps, (long) within(value, 0, 1e12), day, odd, vary);
      case "day" -> {
        var length = Duration.ofSeconds((long) within(value, 0, 1e6));
        yield new SceneSettings(seed, size, fps, frames, length, odd, vary);
      }
      case "odd" ->
          new SceneSettings(seed, size, fps, frames, day, within(value, 0, MOST_ODD), vary);
      default -> new SceneSettings(seed, size, fps, frames, day, odd, within(value, 0, 1));
    };
  }

  private static FrameSize parseSize(String value) {
    String[] sides = value.split("x", 2);
    if (sides.length < 2) {
      throw new IllegalArgumentException(value);
    }
    return new FrameSize(
        (int) within(sides[0], MIN_SIDE, MAX_SIDE), (int) within(sides[1], MIN_SIDE, MAX_SIDE));
  }

  private static double within(String value, double min, double max) {
    double number = Double.parseDouble(value);
    if (!(number >= min && number <= max)) {
      throw new IllegalArgumentException(value);
    }
    return number;
  }
}
