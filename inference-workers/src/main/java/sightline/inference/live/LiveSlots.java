package sightline.inference.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.ModelRef;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.MalformedRecord;
import sightline.events.slot.ServedModel;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.SlotRecord.Candidate;
import sightline.events.slot.SlotRecord.Switch;
import sightline.events.slot.SlotState;
import sightline.events.slot.WorkerStatus;
import sightline.events.slot.WorkerStatus.Step;
import sightline.inference.slot.Slot;
import sightline.inference.slot.Slots;
import sightline.inference.slot.TaskSlots;

/**
 * What this worker serves: the slots as topic {@code models} tells them, the tasks with the
 * switches they have met, and how far each version is that any of them needs.
 *
 * <p>Threading: any thread; the object itself is the lock of everything in it.
 */
public final class LiveSlots implements Slots {
  /*
   * Who decides what. The log decides which version looks at a frame: the newest marker before the
   * frame (TaskView). Topic models only says what will be needed (candidates) and what held before
   * the first marker that a task met. The gate lets no marker pass whose versions are not ready, so
   * a task never stands before a frame that it cannot serve; the one exception are frames of a
   * version that cannot be opened and that has been replaced already: they are rejected.
   */

  private static final Logger log = LoggerFactory.getLogger(LiveSlots.class);

  /** How much a version is needed. */
  enum Need {
    /** By frames that wait. */
    FRAMES,
    /** By any partition that may come. */
    CURRENT,
    /** By a switch that may come. */
    CANDIDATE,
    /** By a switch with a gap: its file only. */
    FILE
  }

  private final int maxSlots;
  private final Map<String, SlotRecord> records = new TreeMap<>();
  private final Map<String, Long> gaps = new HashMap<>(); // revision that replaces with a gap
  private final Map<Integer, TaskView> tasks = new TreeMap<>();
  private final Map<VersionKey, LiveVersion> versions = new LinkedHashMap<>();
  private boolean told;
  private volatile long edition;

  /** Nothing is served yet; of more than {@code maxSlots} slots the rest is not served. */
  public LiveSlots(int maxSlots) {
    this.maxSlots = maxSlots;
  }

  /** Topic {@code models} says so. */
  synchronized void accept(SlotRecord slot) {
    if (records.size() >= maxSlots && !records.containsKey(slot.slot())) {
      log.error("slot {} is one too many, expected at most {}", slot.slot(), maxSlots);
      return;
    }
    records.put(slot.slot(), slot);
    slot.candidates().stream()
        .filter(Candidate::gap)
        .forEach(candidate -> gaps.put(slot.slot(), candidate.state().revision()));
    changed();
  }

  /** Topic {@code models} was read to its end. */
  synchronized void allTold() {
    told = true;
    changed();
  }

  /** Something is other than before: answers that were given may be, too. */
  synchronized void changed() {
    edition++;
    notifyAll();
  }

  long edition() {
    return edition;
  }

  @Override
  public synchronized TaskSlots open(int partition, List<Switch> known) {
    var view = new TaskView(partition, known, this);
    tasks.put(partition, view);
    changed();
    return view;
  }

  synchronized void closed(TaskView view) {
    tasks.remove(view.partition(), view); // unless the partition came back meanwhile
    changed();
  }

  /** Names of all slots, to be added to. */
  Set<String> slotNames() {
    return new TreeSet<>(records.keySet());
  }

  /** What topic {@code models} says of the frame at {@code offset}. */
  Optional<SlotState> told(String slot, int partition, long offset) {
    return Optional.ofNullable(records.get(slot)).stream()
        .flatMap(record -> record.switches().stream())
        .filter(one -> one.offsets().getOrDefault(partition, Long.MAX_VALUE) <= offset)
        .map(Switch::state)
        .findFirst();
  }

  /** Where the answer of {@link #told} may change next. */
  long nextSwitchAfter(int partition, long offset) {
    return records.values().stream()
        .flatMap(record -> record.switches().stream())
        .mapToLong(one -> one.offsets().getOrDefault(partition, -1L))
        .filter(one -> one > offset)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** The slot that serves {@code model}, or one that says why it is not served. */
  Slot slot(SlotState state, ServedModel model) {
    LiveVersion version = versions.get(VersionKey.of(state, model));
    if (version != null && version.isReady()) {
      return version.slot();
    }
    String why = version == null ? "it is not open" : version.detail();
    return Slot.absent(
        state.slot(),
        new ModelRef(model.name(), model.version(), model.digest(), ""),
        "model %s cannot look: %s".formatted(model.id(), why));
  }

  /**
   * How many of {@code records}, which were polled of one partition, its task can take now. Those
   * behind have to be asked for again; until {@link #mayPass} is true that is in vain.
   */
  synchronized int passable(int partition, List<ConsumerRecord<byte[], byte[]>> polled) {
    TaskView view = tasks.get(partition);
    if (view == null || polled.isEmpty()) {
      return polled.size();
    }
    List<SlotState> first = view.inForceAt(polled.get(0).offset());
    if (!first.stream().allMatch(this::isServable)) {
      return block(view, view.polledTo(), first, 0);
    }
    for (int i = 0; i < polled.size(); i++) {
      Optional<SlotState> marker = marker(polled.get(i));
      if (marker.isPresent() && !isServable(marker.get())) {
        long passed = i == 0 ? view.polledTo() : polled.get(i - 1).offset();
        return block(view, passed, marker.stream().toList(), i);
      }
      marker.ifPresent(view::onTheWay);
    }
    view.polled(polled.get(polled.size() - 1).offset(), List.of());
    return polled.size();
  }

  private int block(TaskView view, long passed, List<SlotState> states, int records) {
    view.polled(passed, states);
    log.warn(
        "partition {} waits behind offset {}: {} not ready",
        view.partition(),
        passed,
        states.stream().flatMap(s -> VersionKey.of(s).stream()).toList());
    changed();
    return records;
  }

  private static Optional<SlotState> marker(ConsumerRecord<byte[], byte[]> polled) {
    try {
      return FrameHeaders.type(polled.headers()).equals(FrameHeaders.SLOT_SWITCHED)
          ? Optional.of(CanonicalJson.read(polled.value(), SlotState.class))
          : Optional.empty();
    } catch (MalformedRecord e) { // the stage says so
      return Optional.empty();
    }
  }

  /** Whether what {@code partition} waits for is there now. */
  synchronized boolean mayPass(int partition) {
    TaskView view = tasks.get(partition);
    if (view == null || view.blocked().stream().allMatch(this::isServable)) {
      if (view != null) {
        view.unblock();
      }
      return true;
    }
    return false;
  }

  private boolean isServable(SlotState state) {
    return VersionKey.of(state).stream()
        .map(versions::get)
        .allMatch(one -> one != null && (one.isReady() || isGivenUp(one, state)));
  }

  /** It cannot be opened, and what comes after it in the log needs it no more. */
  private boolean isGivenUp(LiveVersion version, SlotState state) {
    SlotRecord record = records.get(state.slot());
    long newest = record == null ? 0 : record.current().map(SlotState::revision).orElse(0L);
    return version.step() == Step.FAILED && newest > state.revision();
  }

  /** Every version that is needed, with the greatest need of it; unknown ones become known. */
  Map<VersionKey, Need> needs() {
    var needs = new LinkedHashMap<VersionKey, Need>();
    for (TaskView task : tasks.values()) {
      task.needed().forEach(state -> need(needs, state, Need.FRAMES));
    }
    for (SlotRecord record : records.values()) {
      record.current().ifPresent(state -> need(needs, state, Need.CURRENT));
      for (Candidate candidate : record.candidates()) {
        need(needs, candidate.state(), candidate.gap() ? Need.FILE : Need.CANDIDATE);
      }
    }
    needs.keySet().forEach(this::known);
    return needs;
  }

  /** The version of {@code key}, from now on one that is kept. */
  LiveVersion known(VersionKey key) {
    return versions.computeIfAbsent(key, LiveVersion::new);
  }

  private static void need(Map<VersionKey, Need> needs, SlotState state, Need need) {
    for (VersionKey key : VersionKey.of(state)) {
      needs.merge(key, need, (one, other) -> one.compareTo(other) <= 0 ? one : other);
    }
  }

  /** All versions, in the order in which they were asked for. */
  List<LiveVersion> versions() {
    return new ArrayList<>(versions.values());
  }

  void forget(LiveVersion version) {
    versions.remove(version.key());
    changed();
  }

  /** Whether {@code key} may be opened only when its slot has nothing else open. */
  boolean replacesWithGap(VersionKey key) {
    return gaps.getOrDefault(key.slot(), -1L) == newestRevision(key);
  }

  /** The newest revision that asks for {@code key}. */
  long newestRevision(VersionKey key) {
    return states(key.slot())
        .filter(state -> VersionKey.of(state).contains(key))
        .mapToLong(SlotState::revision)
        .max()
        .orElse(0);
  }

  private java.util.stream.Stream<SlotState> states(String slot) {
    var all = new ArrayList<SlotState>();
    SlotRecord record = records.get(slot);
    if (record != null) {
      record.candidates().forEach(candidate -> all.add(candidate.state()));
      record.switches().forEach(one -> all.add(one.state()));
    }
    tasks.values().forEach(task -> all.addAll(task.needed()));
    return all.stream().filter(state -> state.slot().equals(slot));
  }

  /** Partitions that wait for a model. */
  public synchronized List<Integer> held() {
    return tasks.values().stream()
        .filter(task -> !task.blocked().isEmpty())
        .map(TaskView::partition)
        .toList();
  }

  /** Whether everything is ready that a partition may need at once. */
  synchronized boolean canJoin() {
    return told
        && records.values().stream()
            .flatMap(record -> record.current().stream())
            .allMatch(this::isServable);
  }

  /** Why frames wait; empty when none has to. */
  public synchronized String whyNotReady() {
    if (!told) {
      return "topic models has not been read yet";
    }
    return versions.values().stream()
        .filter(one -> !one.isReady() && isNeededNow(one.key()))
        .min(Comparator.comparing(one -> one.key().slot()))
        .map(one -> "model %s is %s%s".formatted(one.key(), one.step(), tail(one.detail())))
        .orElse("");
  }

  private static String tail(String detail) {
    return detail.isEmpty() ? "" : ": " + detail;
  }

  private boolean isNeededNow(VersionKey key) {
    boolean current =
        records.values().stream()
            .flatMap(record -> record.current().stream())
            .anyMatch(state -> VersionKey.of(state).contains(key));
    return current
        || tasks.values().stream()
            .flatMap(task -> task.blocked().stream())
            .anyMatch(state -> VersionKey.of(state).contains(key) && !isServable(state));
  }

  /** How far every version is, and whose frames it looks at. */
  synchronized List<WorkerStatus.Version> status() {
    var partitions = new HashMap<VersionKey, List<Integer>>();
    for (TaskView task : tasks.values()) {
      task.inForceNow().stream()
          .flatMap(state -> VersionKey.of(state).stream())
          .forEach(
              key -> partitions.computeIfAbsent(key, k -> new ArrayList<>()).add(task.partition()));
    }
    return versions.values().stream()
        .map(
            one ->
                one.status(
                    newestRevision(one.key()), partitions.getOrDefault(one.key(), List.of())))
        .toList();
  }
}
