package sightline.dashboards.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sightline.events.FrameId;
import sightline.events.ModelRef;
import sightline.events.Provenance;

/**
 * The newest result of each slot of one camera, and the switches of its models in the last minute,
 * as the results tell them.
 *
 * <p>Threading: not thread-safe; its owner guards it.
 */
final class SlotResults {

  private static final Duration REMEMBERED = Duration.ofSeconds(SecondCounts.SECONDS);
  private static final int MAX_SWITCHES = 32;

  private record Newest(FrameId frame, ModelRef model) {}

  private final int maxSlots;
  private final Map<String, Newest> slots = new TreeMap<>();
  private final Deque<ModelSwitch> switches = new ArrayDeque<>();

  SlotResults(int maxSlots) {
    this.maxSlots = maxSlots;
  }

  /** Takes a result; false when it is of a frame before the newest, as second looks are. */
  boolean isInOrder(Provenance result, Instant now) {
    Newest before = slots.get(result.slot());
    if (before == null && slots.size() >= maxSlots) {
      slots.clear(); // of slots that come and go; those that stay are there again at once
    }
    if (before != null && isOlder(result.frame(), before.frame())) {
      return false;
    }
    if (before != null && !isSame(before.model(), result.model())) {
      switches.addLast(new ModelSwitch(result.slot(), now, before.model(), result.model()));
    }
    if (switches.size() > MAX_SWITCHES) {
      switches.removeFirst();
    }
    slots.put(result.slot(), new Newest(result.frame(), result.model()));
    return true;
  }

  /** Those of the last minute, oldest first. */
  List<ModelSwitch> switches(Instant now) {
    switches.removeIf(each -> !each.at().plus(REMEMBERED).isAfter(now));
    return List.copyOf(switches);
  }

  private static boolean isSame(ModelRef left, ModelRef right) {
    return left.name().equals(right.name())
        && left.version().equals(right.version())
        && left.digest().equals(right.digest());
  }

  private static boolean isOlder(FrameId frame, FrameId than) {
    return frame.epoch() < than.epoch()
        || (frame.epoch() == than.epoch() && frame.sequence() < than.sequence());
  }
}
