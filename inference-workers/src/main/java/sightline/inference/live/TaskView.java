package sightline.inference.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import sightline.events.Topics;
import sightline.events.slot.SlotRecord.Switch;
import sightline.events.slot.SlotState;
import sightline.inference.slot.Slot;
import sightline.inference.slot.TaskSlots;

/**
 * What one task knows of switches, and how far it is.
 *
 * <p>Threading: the task's stream thread; what others look at is guarded by the lock of {@link
 * LiveSlots}.
 */
final class TaskView implements TaskSlots {

  /** Switches of one slot that are remembered at most, however young. */
  private static final int MOST_SWITCHES = 1000;

  private static final int MOST_CAMERAS = 10_000;

  private final int partition;
  private final LiveSlots live;
  private final Map<String, TreeMap<Long, Switch>> met = new TreeMap<>();
  private final Set<SlotState> onTheWay = new LinkedHashSet<>(); // markers polled, not taken yet
  private List<SlotState> blocked = List.of();
  private long polledTo = -1;
  private volatile long takenTo = -1;

  private final Map<String, List<Slot>> byCamera = new HashMap<>();
  private long answersFrom;
  private long answersBefore = -1;
  private long answersEdition = -1;

  TaskView(int partition, List<Switch> known, LiveSlots live) {
    this.partition = partition;
    this.live = live;
    known.forEach(this::remember);
  }

  private void remember(Switch one) {
    long offset = one.offsets().getOrDefault(partition, 0L);
    met.computeIfAbsent(one.state().slot(), slot -> new TreeMap<>()).put(offset, one);
  }

  int partition() {
    return partition;
  }

  @Override
  public List<Slot> boundTo(String camera, long offset) {
    if (offset < answersFrom || offset >= answersBefore || answersEdition != live.edition()) {
      synchronized (live) {
        byCamera.clear();
        answersEdition = live.edition();
        answersFrom = offset;
        answersBefore = nextSwitchAfter(offset);
      }
    }
    if (byCamera.size() > MOST_CAMERAS) {
      byCamera.clear();
    }
    return byCamera.computeIfAbsent(camera, unknown -> slots(unknown, offset));
  }

  private List<Slot> slots(String camera, long offset) {
    synchronized (live) {
      var slots = new ArrayList<Slot>();
      for (SlotState state : inForceAt(offset)) {
        state.modelFor(camera).ifPresent(model -> slots.add(live.slot(state, model)));
      }
      return slots;
    }
  }

  /** The state of every slot for a frame at {@code offset}, by name. */
  List<SlotState> inForceAt(long offset) {
    Set<String> names = live.slotNames();
    names.addAll(met.keySet());
    return names.stream().map(name -> inForceAt(name, offset)).flatMap(Optional::stream).toList();
  }

  private Optional<SlotState> inForceAt(String slot, long offset) {
    var own = met.getOrDefault(slot, new TreeMap<>()).floorEntry(offset);
    return own == null ? live.told(slot, partition, offset) : Optional.of(own.getValue().state());
  }

  private long nextSwitchAfter(long offset) {
    long next = live.nextSwitchAfter(partition, offset);
    for (TreeMap<Long, Switch> switches : met.values()) {
      Long own = switches.higherKey(offset);
      next = own == null ? next : Math.min(next, own);
    }
    return next;
  }

  @Override
  public List<Switch> switched(SlotState state, long offset, Instant at) {
    synchronized (live) {
      remember(new Switch(state, at, Map.of(partition, offset)));
      onTheWay.remove(state);
      answersBefore = -1;
      forgetOld(at.minus(Topics.FRAMES.retention()));
      live.changed();
      return met.values().stream().flatMap(one -> one.values().stream()).toList();
    }
  }

  /** A switch may go when the one after it is older than any frame that is kept. */
  private void forgetOld(Instant oldest) {
    for (TreeMap<Long, Switch> switches : met.values()) {
      while (switches.size() > 1
          && (switches.size() > MOST_SWITCHES
              || switches.get(switches.higherKey(switches.firstKey())).at().isBefore(oldest))) {
        switches.pollFirstEntry();
      }
    }
    met.values()
        .removeIf(
            switches ->
                switches.size() == 1
                    && switches.firstEntry().getValue().state().rules().isEmpty()
                    && switches.firstEntry().getValue().at().isBefore(oldest));
  }

  @Override
  public void taken(long offset) {
    takenTo = offset;
    if (offset >= polledTo && !blocked.isEmpty()) {
      live.changed();
    }
  }

  /** Everything up to {@code offset} was polled; {@code states} wait behind it for their models. */
  void polled(long offset, List<SlotState> states) {
    polledTo = offset;
    blocked = List.copyOf(states);
  }

  long polledTo() {
    return polledTo;
  }

  /** A marker was polled. */
  void onTheWay(SlotState state) {
    onTheWay.add(state);
  }

  /** What waits for its model; empty when nothing does. */
  List<SlotState> blocked() {
    return blocked;
  }

  void unblock() {
    blocked = List.of();
  }

  /**
   * The states whose frames the task looks at now or next. Once all that came before a marker was
   * taken, nothing but the marker's state is needed of its slot.
   */
  Set<SlotState> needed() {
    var needed = new LinkedHashSet<SlotState>(onTheWay);
    needed.addAll(blocked);
    boolean idle = !blocked.isEmpty() && takenTo >= polledTo;
    long next = takenTo < 0 ? Long.MAX_VALUE - 1 : takenTo + 1;
    for (SlotState state : inForceAt(next)) {
      if (!idle || blocked.stream().noneMatch(one -> one.slot().equals(state.slot()))) {
        needed.add(state);
      }
    }
    return needed;
  }

  /** The states in force for the next record. */
  List<SlotState> inForceNow() {
    return inForceAt(takenTo < 0 ? Long.MAX_VALUE - 1 : takenTo + 1);
  }

  @Override
  public void close() {
    live.closed(this);
  }
}
