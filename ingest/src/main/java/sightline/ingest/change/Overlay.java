package sightline.ingest.change;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sightline.events.QueuePolicy;
import sightline.events.QueuePolicy.WhenBehind;
import sightline.ingest.camera.CameraSettings;

/**
 * Lays a change over the settings of a camera's site file, key by key: what cannot be is passed
 * over, and the rest holds.
 *
 * <p>Threading: one thread.
 */
final class Overlay {

  private static final String WHEN_BEHIND = "whenBehind";
  private static final String DEADLINE = "deadline";

  /**
   * What a change comes to.
   *
   * @param settings that hold
   * @param passedOver why parts of the change do not hold, a sentence each
   */
  record Effect(CameraSettings settings, List<String> passedOver) {}

  /** One part of a change; fails with a sentence when it makes no sense. */
  private interface Step {
    CameraSettings on(CameraSettings before);
  }

  private final List<String> passedOver = new ArrayList<>();
  private CameraSettings settings;

  private Overlay(CameraSettings file) {
    settings = file;
  }

  static Effect of(CameraSettings file, Map<String, String> change) {
    var overlay = new Overlay(file);
    Map<String, String> policy = new TreeMap<>();
    new TreeMap<>(change)
        .forEach(
            (key, value) -> {
              if (key.equals(WHEN_BEHIND) || key.equals(DEADLINE)) {
                policy.put(key, value);
              } else {
                overlay.take(before -> with(before, key, value));
              }
            });
    overlay.takePolicy(policy);
    return new Effect(overlay.settings, List.copyOf(overlay.passedOver));
  }

  private void take(Step step) {
    try {
      settings = step.on(settings);
    } catch (IllegalArgumentException e) {
      passedOver.add(e.getMessage());
    }
  }

  /** Both at once: one may make no sense without the other. */
  private void takePolicy(Map<String, String> policy) {
    String wanted = policy.get(WHEN_BEHIND);
    boolean wantsWait = WhenBehind.WAIT.name().equals(wanted);
    if (wanted != null && wantsWait != settings.waits()) {
      policy.remove(WHEN_BEHIND);
      passedOver.add(
          "whenBehind cannot become %s from %s while the camera runs, because cameras that WAIT have"
                  .formatted(wanted, settings.whenBehind())
              + " partitions of their own; say it in the site file");
    }
    if (!policy.isEmpty()) {
      take(before -> withPolicy(before, policy));
    }
  }

  private static CameraSettings with(CameraSettings before, String key, String value) {
    return switch (key) {
      case "framesPerSecond" ->
          before.withFrames(number(key, value), before.longestSide(), before.jpegQuality());
      case "longestSide" ->
          before.withFrames(before.framesPerSecond(), whole(key, value), before.jpegQuality());
      case "jpegQuality" ->
          before.withFrames(before.framesPerSecond(), before.longestSide(), whole(key, value));
      case "priority" -> withRank(before, whole(key, value), before.floorFramesPerSecond());
      case "floorFramesPerSecond" -> withRank(before, before.priority(), number(key, value));
      default ->
          throw new IllegalArgumentException(key + " cannot be changed while the camera runs");
    };
  }

  private static CameraSettings withRank(CameraSettings before, int priority, double floor) {
    return before.withPolicy(
        new QueuePolicy(before.whenBehind(), before.deadline(), priority, floor));
  }

  private static CameraSettings withPolicy(CameraSettings before, Map<String, String> change) {
    String whenBehind = change.getOrDefault(WHEN_BEHIND, before.whenBehind().name());
    String deadline = change.getOrDefault(DEADLINE, before.deadline().toString());
    return before.withPolicy(
        new QueuePolicy(
            whenBehind(whenBehind),
            duration(deadline),
            before.priority(),
            before.floorFramesPerSecond()));
  }

  private static WhenBehind whenBehind(String value) {
    for (WhenBehind one : WhenBehind.values()) {
      if (one.name().equals(value)) {
        return one;
      }
    }
    throw unread(WHEN_BEHIND, value, "one of " + List.of(WhenBehind.values()));
  }

  private static Duration duration(String value) {
    try {
      return Duration.parse(value);
    } catch (DateTimeParseException e) {
      throw unread(DEADLINE, value, "a duration such as PT2S");
    }
  }

  private static double number(String key, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw unread(key, value, "a number");
    }
  }

  private static int whole(String key, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw unread(key, value, "a whole number");
    }
  }

  private static IllegalArgumentException unread(String key, String value, String expected) {
    return new IllegalArgumentException("%s is %s, expected %s".formatted(key, value, expected));
  }
}
