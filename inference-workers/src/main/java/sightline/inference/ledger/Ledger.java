package sightline.inference.ledger;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.LedgerRow;
import sightline.events.LedgerRow.Loss;
import sightline.inference.metrics.InferenceMetrics;

/**
 * The account of the cameras of one partition: what each gave, and what became of it, by slot and
 * minute. It is kept in memory; before offsets are committed {@link #drained} is called, then what
 * {@link #rowsToEmit} and {@link #dirtyStates} give is written in the same transaction.
 *
 * <p>A camera has rows for each of its slots, and every record of it is booked to all of them. How
 * counts become frames stands in {@link Tally}.
 *
 * <p>Threading: one stream thread.
 *
 * <p>Ownership: {@link #close} takes back what it shows in the metrics.
 */
public final class Ledger implements AutoCloseable {
  /*
   * Minutes. A frame is booked to the minute in which it was published, and settled there, whenever
   * that is. Rows of the newest three minutes stay open; older ones are emitted a last time and let
   * go. What comes for a minute that was let go stands in the oldest row that is open, since a row
   * begun anew would replace the one that was written. A clock that runs ahead cannot close the
   * minutes of others: no record stands more than a minute in the future.
   *
   * Records without readable headers. They are captured, published, and rejected as BAD_HEADERS at
   * once, so that rows balance; the next header that shows one more frame than came means them.
   *
   * After a crash. The state holds the offset it reaches to. Where it is ahead of the committed
   * offsets (at-least-once only), what is read again is handled and not counted. Everything
   * restored is emitted once more, which changes nothing: rows are upserts.
   *
   * Bounds. Beyond maxCameras the camera silent longest goes, with its rows written; should it come
   * back within the minute its row begins anew. Cameras with frames in flight are never let go.
   */

  private final int maxCameras;
  private final Duration every;
  private final Clock clock;
  private final InferenceMetrics metrics;
  private final LinkedHashMap<String, CameraAccount> cameras = new LinkedHashMap<>(16, .75f, true);
  private final Map<String, Instant> emittedAt = new HashMap<>();
  private final Set<String> unsaved = new LinkedHashSet<>();
  private final Set<String> unemitted = new LinkedHashSet<>();
  private final Set<UnbalancedRow> unbalanced = new LinkedHashSet<>();
  private final List<LedgerRow> parting = new ArrayList<>();

  /** A row that is open and does not balance. */
  private record UnbalancedRow(String camera, Row.Key key) {}

  /**
   * An empty account.
   *
   * @param maxCameras cameras that are remembered, at least 1
   * @param every rows of one camera are emitted at most so often
   */
  public Ledger(int maxCameras, Duration every, Clock clock, InferenceMetrics metrics) {
    this.maxCameras = maxCameras;
    this.every = every;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Takes up the account of {@code camera} where {@link #dirtyStates} left it.
   *
   * @throws IOException when {@code state} cannot be read; the account then begins with the next
   *     record
   */
  public void restore(String camera, byte[] state) throws IOException {
    cameras.put(camera, CameraAccount.of(camera, state));
    unemitted.add(camera);
    forgetSilent();
  }

  /**
   * Books {@code frame} for each slot of {@code at}; each of them is to be settled once with the
   * result.
   */
  public Entry take(FrameCaptured frame, Arrival at) {
    CameraAccount account = touched(at);
    long minute = account.minuteOf(at.published(), clock.instant());
    boolean counted = account.isReplay(at.offset());
    Verdict verdict = account.judge(frame.frame(), at.offset());
    if (verdict == Verdict.NEW) {
      count(account.book(frame, at, minute));
    } else if (verdict == Verdict.REPEATED && !counted) {
      at.slots().forEach(slot -> account.row(slot, minute).repeat());
    }
    account.reached(at.offset());
    return new Entry(verdict, at.camera(), minute);
  }

  /** Books what {@code heartbeat} says of frames that never came. */
  public void heartbeat(CameraHeartbeat heartbeat, Arrival at) {
    CameraAccount account = touched(at);
    if (!account.isReplay(at.offset())) {
      count(account.book(heartbeat, at, account.minuteOf(at.published(), clock.instant())));
    }
    account.reached(at.offset());
  }

  /** A record came whose headers cannot be read: captured, published, and rejected. */
  public void malformed(Arrival at) {
    CameraAccount account = touched(at);
    if (!account.isReplay(at.offset())) {
      account.bookMalformed(at, account.minuteOf(at.published(), clock.instant()));
    }
    account.reached(at.offset());
  }

  /** An operator had a frame looked at once more for the slots of {@code at}; no frame came. */
  public void requeued(Arrival at) {
    CameraAccount account = touched(at);
    if (!account.isReplay(at.offset())) {
      Instant now = clock.instant();
      long minute = account.minuteOf(now, now);
      at.slots().forEach(slot -> account.row(slot, minute).requeue());
    }
    account.reached(at.offset());
  }

  /** The frame of {@code entry} ended for {@code slot}; of no effect for one that is not new. */
  public void settle(Entry entry, String slot, Ending ending) {
    if (entry.verdict() != Verdict.NEW) {
      return;
    }
    CameraAccount account = account(entry.camera());
    account.row(slot, entry.minute()).settle(ending);
    changed(entry.camera());
  }

  /**
   * Nothing is in flight any more. A frame that was taken and not settled by now is unaccounted:
   * the stage has lost it.
   */
  public void drained() {
    for (String camera : unsaved) {
      CameraAccount account = cameras.get(camera);
      if (account != null) {
        account.giveUpOpen(metrics::framesUnaccounted);
      }
    }
  }

  /**
   * The rows that changed, of every camera whose turn it is, and the last words on minutes that are
   * over. To be called at commits and while nothing comes.
   */
  public List<LedgerRow> rowsToEmit() {
    var rows = new ArrayList<>(parting);
    parting.clear();
    Instant now = clock.instant();
    for (String camera : List.copyOf(unemitted)) {
      CameraAccount account = cameras.get(camera);
      account.finished().forEach(row -> close(camera, row, rows));
      if (!now.isBefore(emittedAt.getOrDefault(camera, Instant.MIN).plus(every))) {
        account.rows().stream().filter(Row::isDirty).forEach(row -> rows.add(emit(camera, row)));
        emittedAt.put(camera, now);
        unemitted.remove(camera);
      }
    }
    metrics.ledgerRowsEmitted(rows.size());
    return rows;
  }

  /**
   * The states to be written, by camera; no bytes where a camera is forgotten. To be called when
   * everything is settled.
   */
  public Map<String, byte[]> dirtyStates() {
    var states = new LinkedHashMap<String, byte[]>();
    for (String camera : unsaved) {
      CameraAccount account = cameras.get(camera);
      states.put(camera, account == null ? new byte[0] : account.toBytes());
    }
    unsaved.clear();
    return states;
  }

  /** Cameras that are remembered. */
  public int cameras() {
    return cameras.size();
  }

  @Override
  public void close() {
    metrics.ledgerRowsUnbalanced(-unbalanced.size());
    unbalanced.clear();
  }

  private CameraAccount touched(Arrival at) {
    CameraAccount account = account(at.camera());
    changed(at.camera());
    forgetSilent();
    return account;
  }

  private CameraAccount account(String camera) {
    return cameras.computeIfAbsent(camera, CameraAccount::new);
  }

  private void changed(String camera) {
    unsaved.add(camera);
    unemitted.add(camera);
  }

  private void forgetSilent() {
    var silentFirst = cameras.entrySet().iterator();
    while (cameras.size() > maxCameras && silentFirst.hasNext()) {
      Map.Entry<String, CameraAccount> silent = silentFirst.next();
      boolean isNewest = !silentFirst.hasNext();
      if (!isNewest && !silent.getValue().hasOpenFrames()) {
        String camera = silent.getKey();
        silent.getValue().rows().forEach(row -> part(camera, silent.getValue(), row));
        silentFirst.remove();
        emittedAt.remove(camera);
        unemitted.remove(camera);
        unsaved.add(camera);
        metrics.cameraForgotten();
      }
    }
  }

  private void part(String camera, CameraAccount account, Row row) {
    if (row.isDirty()) {
      parting.add(account.event(row));
    }
    showBalance(camera, row, true);
  }

  private void close(String camera, Row row, List<LedgerRow> rows) {
    if (row.isDirty()) {
      rows.add(emit(camera, row));
    }
    cameras.get(camera).close(row);
    showBalance(camera, row, true);
    unsaved.add(camera);
  }

  private LedgerRow emit(String camera, Row row) {
    LedgerRow event = cameras.get(camera).event(row);
    row.emitted();
    showBalance(camera, row, event.balances());
    return event;
  }

  private void showBalance(String camera, Row row, boolean balances) {
    var shown = new UnbalancedRow(camera, row.key());
    if (balances ? unbalanced.remove(shown) : unbalanced.add(shown)) {
      metrics.ledgerRowsUnbalanced(balances ? -1 : 1);
    }
  }

  private void count(Booking booking) {
    metrics.framesUnaccounted(Math.abs(booking.unaccounted()));
    metrics.framesLost(Loss.RETENTION, booking.retention());
    metrics.framesLost(Loss.PUBLISH, booking.publish());
  }
}
