package sightline.inference.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import sightline.events.FrameCaptured;
import sightline.events.FrameId;
import sightline.events.FrameRejected.Reason;
import sightline.events.LedgerRow;
import sightline.events.SkipReason;
import sightline.inference.ledger.SimulatedCamera.Written;
import sightline.inference.metrics.InferenceMetrics;

/**
 * A task that reads the log of a {@link SimulatedCamera}, settles frames some time after it took
 * them, commits, and dies; retention may eat what it has not read. It writes down what became of
 * each frame.
 */
final class SimulatedTask {

  private static final List<Ending> ENDINGS =
      List.of(
          Ending.INFERRED,
          Ending.INFERRED,
          Ending.LATE,
          new Ending.Rejected(Reason.UNREADABLE),
          new Ending.Skipped(SkipReason.OVERLOADED));

  private record Taken(Entry entry, FrameId frame, Ending ending) {}

  /** Rows of the ledger's topic and the truth, as far as they are committed. */
  private record Committed(
      Map<Object, LedgerRow> rows,
      Map<FrameId, Ending> endings,
      Set<Integer> repeats,
      int position) {}

  final Map<FrameId, Ending> endings = new HashMap<>();
  final InferenceMetrics metrics = new InferenceMetrics();
  final Set<Integer> eaten = new HashSet<>();
  final Set<Integer> damaged = new HashSet<>();
  final Set<Integer> repeats = new HashSet<>();

  private final SimulatedCamera camera;
  private final List<String> slots;
  private final Random random;
  private final boolean exactlyOnce;
  private final ArrayDeque<Taken> open = new ArrayDeque<>();
  private final Map<String, byte[]> store = new HashMap<>();
  private final Clock clock = new CameraClock();
  private final Map<Object, LedgerRow> rows = new TreeMap<>(Comparator.comparing(Object::toString));
  private Ledger ledger = newLedger();
  private Committed committed = new Committed(Map.of(), Map.of(), Set.of(), 0);
  private int position;

  SimulatedTask(SimulatedCamera camera, List<String> slots, Random random, boolean exactlyOnce) {
    this.camera = camera;
    this.slots = slots;
    this.random = random;
    this.exactlyOnce = exactlyOnce;
  }

  private Ledger newLedger() {
    return new Ledger(4, Duration.ofSeconds(2), clock, metrics);
  }

  boolean hasMore() {
    return position < camera.log.size();
  }

  void read() {
    if (hasMore()) {
      if (!eaten.contains(position)) {
        read(camera.log.get(position), position);
      }
      position++;
    }
    while (!open.isEmpty() && (open.size() > 3 || random.nextBoolean())) {
      settle(open.remove());
    }
  }

  private void read(Written written, int offset) {
    var at = new Arrival("gate", slots, written.published(), offset);
    if (written instanceof Written.OfFrame frame) {
      take(frame.event(), at);
    } else if (written instanceof Written.OfHeartbeat heartbeat) {
      ledger.heartbeat(heartbeat.event(), at);
    } else {
      ledger.malformed(at);
      damaged.add(offset);
    }
  }

  private void take(FrameCaptured frame, Arrival at) {
    Entry entry = ledger.take(frame, at);
    if (entry.verdict() == Verdict.REPEATED) {
      repeats.add(position);
      return;
    }
    Ending ending = ENDINGS.get(random.nextInt(ENDINGS.size()));
    if (slots.isEmpty()) {
      ending = Ending.NO_SLOT;
    }
    open.add(new Taken(entry, frame.frame(), ending));
    if (entry.verdict() == Verdict.NEW) {
      endings.put(frame.frame(), ending);
    }
  }

  private void settle(Taken taken) {
    for (String slot : slots.isEmpty() ? List.of(Arrival.NO_SLOT) : slots) {
      ledger.settle(taken.entry(), slot, taken.ending());
    }
  }

  /** The log deletes up to {@code most} records that were not read yet. */
  void eat(int most) {
    for (int i = 0; i < most && hasMore(); i++) {
      eaten.add(position);
      position++;
    }
  }

  void emit() {
    for (LedgerRow row : ledger.rowsToEmit()) {
      rows.put(row.minute() + "/" + row.slot(), row);
    }
  }

  void commit() {
    writeState();
    committed =
        new Committed(new HashMap<>(rows), new HashMap<>(endings), Set.copyOf(repeats), position);
  }

  private void writeState() {
    while (!open.isEmpty()) {
      settle(open.remove());
    }
    ledger.drained();
    emit();
    store.putAll(ledger.dirtyStates());
  }

  /** The process dies; at-least-once it may have written its state and rows, and not its offset. */
  void die() {
    if (exactlyOnce) {
      rows.clear();
      rows.putAll(committed.rows());
      endings.clear();
      endings.putAll(committed.endings());
      repeats.retainAll(committed.repeats());
      damaged.removeIf(offset -> offset >= committed.position());
    } else {
      writeState();
    }
    open.clear();
    position = committed.position();
    ledger.close();
    ledger = newLedger();
    store.forEach(this::restore);
  }

  private void restore(String name, byte[] state) {
    try {
      ledger.restore(name, state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last row of each minute and slot. */
  List<LedgerRow> rows() {
    return List.copyOf(rows.values());
  }

  /** Reads on with the time of the camera. */
  private final class CameraClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return camera.now;
    }
  }
}
