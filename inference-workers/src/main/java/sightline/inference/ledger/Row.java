package sightline.inference.ledger;

import static com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.ANY;
import static com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.NONE;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import sightline.events.FrameRejected;
import sightline.events.LedgerRow;
import sightline.events.LedgerRow.Loss;
import sightline.events.SkipReason;

/**
 * A row of the ledger that may still change. What was captured is counted when records come, the
 * outcomes when frames are settled, so that whether it balances is no foregone conclusion.
 *
 * <p>Threading: one thread.
 */
@JsonAutoDetect(fieldVisibility = ANY, getterVisibility = NONE, isGetterVisibility = NONE)
final class Row {

  /** Names a row among those of its camera; the older minute comes first. */
  record Key(long minute, String slot) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byMinute = Long.compare(minute, other.minute);
      return byMinute == 0 ? slot.compareTo(other.slot) : byMinute;
    }
  }

  private long minute;
  private String slot = "";
  private long captured;
  private long came;
  private long open;
  private long noSlot;
  private long inferred;
  private long late;
  private long retention;
  private long publish;
  private long unaccounted;
  private long repeated;
  private long requeued;
  private final EnumMap<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
  private final EnumMap<FrameRejected.Reason, Long> rejected =
      new EnumMap<>(FrameRejected.Reason.class);

  /** Changed since it was last emitted; everything is emitted again after a restart. */
  @JsonIgnore private boolean dirty = true;

  private Row() {}

  Row(Key key) {
    minute = key.minute();
    slot = key.slot();
  }

  Key key() {
    return new Key(minute, slot);
  }

  void book(Booking booking) {
    captured += booking.captured();
    came += booking.frames();
    open += booking.frames();
    booking.skipped().forEach((reason, frames) -> skipped.merge(reason, frames, Long::sum));
    retention += booking.retention();
    publish += booking.publish();
    unaccounted += booking.unaccounted();
    dirty = true;
  }

  /** A record that came and could not be read. */
  void bookMalformed() {
    captured++;
    came++;
    rejected.merge(FrameRejected.Reason.BAD_HEADERS, 1L, Long::sum);
    dirty = true;
  }

  /** Turns up to {@code most} frames lost to retention into frames never published. */
  long correct(long most) {
    long corrected = Math.min(most, retention);
    retention -= corrected;
    publish += corrected;
    dirty |= corrected > 0;
    return corrected;
  }

  void settle(Ending ending) {
    open = Math.max(0, open - 1); // one outcome too many unbalances the row
    dirty = true;
    if (ending instanceof Ending.Rejected one) {
      rejected.merge(one.reason(), 1L, Long::sum);
    } else if (ending instanceof Ending.Skipped one) {
      skipped.merge(one.reason(), 1L, Long::sum);
    } else if (ending == Ending.INFERRED) {
      inferred++;
    } else if (ending == Ending.LATE) {
      late++;
    } else {
      noSlot++;
    }
  }

  /** What nobody settled is unaccounted; how many those are. */
  long giveUpOpen() {
    long given = open;
    unaccounted += given;
    open = 0;
    dirty |= given > 0;
    return given;
  }

  void repeat() {
    repeated++;
    dirty = true;
  }

  void requeue() {
    requeued++;
    dirty = true;
  }

  void touch() {
    dirty = true;
  }

  boolean isOpen() {
    return open > 0;
  }

  boolean isDirty() {
    return dirty;
  }

  void emitted() {
    dirty = false;
  }

  /**
   * The row as it stands.
   *
   * @param waiting frames captured that wait in ingest
   */
  LedgerRow toEvent(String camera, long waiting) {
    Map<Loss, Long> lost = new EnumMap<>(Loss.class);
    put(lost, Loss.RETENTION, retention);
    put(lost, Loss.PUBLISH, publish);
    return new LedgerRow(
        camera,
        slot,
        Instant.ofEpochSecond(minute * 60),
        captured + waiting,
        came + retention,
        new EnumMap<>(skipped),
        noSlot,
        inferred,
        late,
        new EnumMap<>(rejected),
        lost,
        open + waiting,
        unaccounted,
        repeated,
        requeued);
  }

  private static void put(Map<Loss, Long> lost, Loss loss, long frames) {
    if (frames != 0) {
      lost.put(loss, frames);
    }
  }
}
