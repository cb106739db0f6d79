package sightline.registry.shelf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How somebody wants a slot to be.
 *
 * @param kind which change it is
 * @param slot its name
 * @param edition of the slot that was seen; 0: there was none; empty: not said
 * @param model {@code name/version}, {@code name/alias}; empty for unbind and rollback
 * @param cameras of the slot, or of the canary when {@code kind} is PROMOTE; empty: as they are
 * @param minScore -1: as the manifest says
 * @param reduction {@code full}, {@code half}, {@code quarter}
 * @param readyWithin how long the workers have; empty: as configured
 * @param gap whether the old model may be closed before the new one is loaded
 */
public record SlotWish(
    Kind kind,
    String slot,
    Optional<Long> edition,
    String model,
    List<String> cameras,
    float minScore,
    String reduction,
    Optional<Duration> readyWithin,
    boolean gap,
    String by,
    String why) {

  /** Which change. BIND creates a slot or changes cameras, model and settings at once. */
  public enum Kind {
    BIND,
    PROMOTE,
    ROLLBACK,
    UNBIND
  }
}
