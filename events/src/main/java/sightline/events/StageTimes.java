package sightline.events;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * When each stage was done with a frame, as time since it was captured, kept to the microsecond.
 * Negative for footage that is read ahead of the clock.
 *
 * @param sinceCapture time by stage; a stage that the frame never reached is absent
 */
public record StageTimes(Map<Stage, Duration> sinceCapture) {
  public static final StageTimes NONE = new StageTimes(Map.of());

  public StageTimes {
    var ordered = new EnumMap<Stage, Duration>(Stage.class);
    sinceCapture.forEach(
        (stage, time) ->
            ordered.put(stage, Duration.ofNanos(Math.floorDiv(time.toNanos(), 1_000) * 1_000)));
    sinceCapture = Collections.unmodifiableMap(ordered);
  }
}
