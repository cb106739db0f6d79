package sightline.inference.ledger;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.FrameId;
import sightline.events.LedgerRow;

/**
 * The account of one camera: how far its counts are booked, and the rows that may still change.
 *
 * <p>Threading: one thread.
 */
final class CameraAccount {

  static final int OPEN_MINUTES = 3;

  private static final int VERSION = 1;
  private static final long NEVER = Long.MIN_VALUE;
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** What is kept when the task moves or starts anew. */
  private record Saved(
      int version,
      Tally tally,
      long offset,
      long closed,
      long waitingMinute,
      List<String> waitingSlots,
      List<Row> rows) {}

  private final String camera;
  private final TreeMap<Row.Key, Row> rows = new TreeMap<>();
  private Tally tally = Tally.EMPTY;
  private long offset = NEVER;
  private long closed = NEVER; // newest minute whose rows were let go
  private long waitingMinute = NEVER; // rows that show what waits in ingest
  private List<String> waitingSlots = List.of();
  private long replayUntil = NEVER; // offset up to which everything is counted already
  private FrameId replayed;

  CameraAccount(String camera) {
    this.camera = camera;
  }

  /**
   * The account as {@link #toBytes} wrote it.
   *
   * @throws IOException when {@code bytes} are something else, or of another version
   */
  static CameraAccount of(String camera, byte[] bytes) throws IOException {
    Saved saved = JSON.readValue(bytes, Saved.class);
    if (saved.version() != VERSION || saved.tally() == null || saved.rows() == null) {
      throw new IOException(
          "state of camera %s has version %d, expected %d"
              .formatted(camera, saved.version(), VERSION));
    }
    var account = new CameraAccount(camera);
    account.tally = saved.tally();
    account.offset = saved.offset();
    account.replayUntil = saved.offset();
    account.closed = saved.closed();
    account.waitingMinute = saved.waitingMinute();
    account.waitingSlots = saved.waitingSlots();
    saved.rows().forEach(row -> account.rows.put(row.key(), row));
    return account;
  }

  byte[] toBytes() {
    var saved =
        new Saved(
            VERSION,
            tally,
            offset,
            closed,
            waitingMinute,
            waitingSlots,
            new ArrayList<>(rows.values()));
    try {
      return JSON.writeValueAsBytes(saved);
    } catch (IOException e) {
      throw new UncheckedIOException("the account of camera " + camera + " cannot be written", e);
    }
  }

  /** What {@code frame} is to the account; a replay is remembered, to tell repeats among them. */
  Verdict judge(FrameId frame, long at) {
    if (tally.precedes(frame)) {
      replayUntil = NEVER; // even where the offset went back: the log was made anew
      return Verdict.NEW;
    }
    if (at > replayUntil) {
      return Verdict.REPEATED;
    }
    boolean again =
        replayed != null
            && (frame.epoch() < replayed.epoch()
                || (frame.epoch() == replayed.epoch() && frame.sequence() <= replayed.sequence()));
    replayed = again ? replayed : frame;
    return again ? Verdict.REPEATED : Verdict.REPLAYED;
  }

  /** Whether a record at {@code at} was counted before the task came here. */
  boolean isReplay(long at) {
    return at <= replayUntil;
  }

  Booking book(FrameCaptured frame, Arrival at, long minute) {
    return book(tally.next(frame), at, minute);
  }

  Booking book(CameraHeartbeat heartbeat, Arrival at, long minute) {
    return book(tally.next(heartbeat), at, minute);
  }

  private Booking book(Tally.Step step, Arrival at, long minute) {
    tally = step.after();
    Booking booking = step.booking();
    for (String slot : at.slots()) {
      correct(slot, booking.corrected());
      row(slot, minute).book(booking);
    }
    showWaiting(at.slots(), minute);
    return booking;
  }

  /** The newest rows that know of a loss to retention are corrected first. */
  private void correct(String slot, long frames) {
    long left = frames;
    for (Row row : rows.descendingMap().values()) {
      if (left > 0 && row.key().slot().equals(slot)) {
        left -= row.correct(left);
      }
    }
  }

  /** What waits in ingest is shown in the rows of the newest record, and nowhere else. */
  private void showWaiting(List<String> slots, long minute) {
    waitingRows(Row::touch);
    waitingMinute = minute;
    waitingSlots = slots;
    waitingRows(Row::touch);
  }

  private void waitingRows(Consumer<Row> what) {
    for (String slot : waitingSlots) {
      Row row = rows.get(new Row.Key(waitingMinute, slot));
      if (row != null) {
        what.accept(row);
      }
    }
  }

  void bookMalformed(Arrival at, long minute) {
    tally = tally.withMalformed();
    at.slots().forEach(slot -> row(slot, minute).bookMalformed());
  }

  /** The record stands at {@code newest}, whatever it was. */
  void reached(long newest) {
    offset = Math.max(offset, newest);
  }

  Row row(String slot, long minute) {
    return rows.computeIfAbsent(new Row.Key(minute, slot), key -> new Row(key));
  }

  /**
   * The minute of the row in which a record is booked: its own, except that nothing stands more
   * than a minute in the future, and that a row which was let go is never begun anew.
   */
  long minuteOf(Instant published, Instant now) {
    long latest = Math.floorDiv(now.getEpochSecond(), 60) + 1;
    long minute = Math.min(latest, Math.floorDiv(published.getEpochSecond(), 60));
    if (minute > closed) {
      return minute;
    }
    return rows.isEmpty() ? closed + 1 : Math.max(closed + 1, rows.firstKey().minute());
  }

  boolean hasOpenFrames() {
    return rows.values().stream().anyMatch(Row::isOpen);
  }

  /** Gives up what nobody settled; the frames, summed over slots, are told to {@code given}. */
  void giveUpOpen(LongConsumer given) {
    rows.values().forEach(row -> given.accept(row.giveUpOpen()));
  }

  /** Minutes older than the newest few, without the one that shows what waits; they are final. */
  List<Row> finished() {
    List<Long> minutes = rows.keySet().stream().map(Row.Key::minute).distinct().toList();
    if (minutes.size() <= OPEN_MINUTES) {
      return List.of();
    }
    long oldestKept = minutes.get(minutes.size() - OPEN_MINUTES);
    return rows.headMap(new Row.Key(oldestKept, "")).values().stream()
        .takeWhile(row -> !row.isOpen() && row.key().minute() != waitingMinute)
        .toList();
  }

  /** Lets {@code row} go; from now on its minute takes no more frames. */
  void close(Row row) {
    rows.remove(row.key());
    closed = Math.max(closed, row.key().minute());
  }

  List<Row> rows() {
    return List.copyOf(rows.values());
  }

  LedgerRow event(Row row) {
    Row.Key key = row.key();
    boolean showsWaiting = key.minute() == waitingMinute && waitingSlots.contains(key.slot());
    return row.toEvent(camera, showsWaiting ? tally.waiting() : 0);
  }
}
