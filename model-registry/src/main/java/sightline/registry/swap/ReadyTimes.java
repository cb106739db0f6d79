package sightline.registry.swap;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import sightline.events.slot.SlotState;

/**
 * How long each worker took for the promotions that run; a registry that was restarted counts from
 * what it sees itself.
 *
 * <p>Threading: one thread.
 */
final class ReadyTimes {

  private final Map<String, Map<String, Duration>> byPromotion = new HashMap<>();

  /** Looks who is ready by now. */
  void look(
      String promotion, SlotState state, List<CrewMember> crew, Instant announcedAt, Instant now) {
    Map<String, Duration> times = byPromotion.computeIfAbsent(promotion, id -> new TreeMap<>());
    crew.stream()
        .filter(CrewMember::lives)
        .filter(one -> new Progress(one, state, announcedAt, now).isReady())
        .forEach(one -> times.putIfAbsent(one.worker(), Duration.between(announcedAt, now)));
    times.keySet().retainAll(crew.stream().map(CrewMember::worker).toList());
  }

  Map<String, Duration> of(String promotion) {
    return byPromotion.getOrDefault(promotion, Map.of());
  }

  /** Forgets all but those that run: another registry may have ended some. */
  void keepOnly(Set<String> running) {
    byPromotion.keySet().retainAll(running);
  }
}
