package sightline.inference.ledger;

import static com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.ANY;
import static com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.NONE;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.util.EnumMap;
import java.util.Map;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.SkipReason;

/**
 * How far the counts of one camera are booked, and the arithmetic that turns the counts of its next
 * record into frames.
 *
 * <p>Threading: immutable, any thread.
 *
 * @param epoch of the newest record; {@link #UNKNOWN} before the first
 * @param sequence of the newest frame of the epoch, -1 before its first
 * @param settledThen frames explained by the counts of that frame; {@link #UNKNOWN} where none of
 *     the epoch was seen and its beginning is not known either
 * @param captured most frames that the camera is known to have given
 * @param published as the newest record says
 * @param skipped by reason, the most that any record said
 * @param malformed records that could not be read since the newest one that could
 * @param older what is known of the epochs before, where a heartbeat began this one and no frame of
 *     it came yet
 */
@JsonAutoDetect(fieldVisibility = ANY, getterVisibility = NONE, isGetterVisibility = NONE)
record Tally(
    long epoch,
    long sequence,
    long settledThen,
    long captured,
    long published,
    Map<SkipReason, Long> skipped,
    long malformed,
    Older older) {
  /*
   * What counts say. The counts of a record run over all epochs of its camera up to the record's
   * own. In a frame's header they speak of that frame and those before it: captured = published +
   * skipped, "settled" below. A heartbeat is ahead of frames that still wait in ingest's queue: it
   * knows of frames captured, and skipped at capture, that are newer than those. So what was
   * skipped may be less in the next header than it was in the heartbeat; only growth above the most
   * ever said is booked, and a frame is booked when it is published or skipped, never because it
   * was captured. The rest, captured less booked, is in flight.
   *
   * Losses. Control records take offsets too, so losses are found from counts: of the growth of
   * published, one is the frame that came; the others were in the log and are not any more. Where
   * published grows by less than the frame that came, an earlier frame that counted as published
   * turned out not to be; it had been booked as lost to retention, and becomes lost to publishing
   * in the row in which it stands. Records that could not be read take their share of such a growth:
   * they came, and are booked as rejected.
   *
   * The independent check. Within an epoch the sequence counts every frame the camera gave. What
   * the sequence passed over and the counts of the two headers do not explain is unaccounted.
   *
   * First sight. Where captured = sequence + 1 the camera has no history but this epoch, and all of
   * it is booked, also what was lost before we came. Else history begins with this frame. A
   * heartbeat books what was skipped when nothing was ever published; else it is where we begin.
   *
   * New epochs. The first frame of an epoch says how many frames the older ones had: settled less
   * (sequence + 1). If that is no less than what is booked, ingest went on where it was and growth
   * says everything. If it is less, ingest crashed and went on from an older status: what is booked
   * stays, and sequence + 1 frames are added: for each reason the growth, which is a lower bound,
   * and the rest as lost to retention, since it would have come to us had it been kept. Frames
   * that a heartbeat knew to be in flight and that the new epoch does not know are lost to
   * publishing: they were in the memory of the process that died; less those that came after all,
   * without readable headers. A status may be older than the news that a frame was refused, and
   * count it as published: what was given to the broker is published and refused together, and only
   * the growth of both is new. A heartbeat of a new epoch whose counts went back is passed over,
   * because only a frame can say by how much. One whose counts have grown past what is booked looks
   * as if ingest had gone on where it was; the first frame after it tells, and adds the frames that
   * were taken for older ones.
   *
   * What cannot be known. (1) What ingest captured or skipped after the last record that we read of
   * it, when it dies. (2) What retention ate of the frames that ingest published after the status
   * from which it went on. (3) After such a crash, which of the frames that retention ate at the
   * beginning of the epoch were skipped instead, and, where ingest counted frames on their way to
   * the broker as published, that they were lost on that way. (4) When a camera whose beginning we
   * did not see is met first, everything before. (5) Whether a record without readable headers was
   * a frame of the camera: one is taken for it that retention ate. Of (1), (2) and (4) the account
   * knows nothing; in (3) and (5) the frames are accounted for under another reason.
   */

  static final long UNKNOWN = -1;
  static final Tally EMPTY = new Tally(UNKNOWN, -1, UNKNOWN, 0, 0, Map.of(), 0, Older.NONE);

  /**
   * What was known of the epochs before when a heartbeat began a new one, in frames.
   *
   * @param booked published or skipped
   * @param captured less those that are booked as lost with the process that died
   * @param malformed records that could not be read and that no count explained
   */
  record Older(long booked, long captured, long malformed) {
    static final Older NONE = new Older(0, 0, 0);
  }

  Tally {
    older = older == null ? Older.NONE : older; // a state written before there was one
  }

  /** What was booked for a record, and how far the counts are booked then. */
  record Step(Tally after, Booking booking) {}

  /** Whether {@code frame} comes after everything seen. */
  boolean precedes(FrameId frame) {
    return frame.epoch() > epoch || (frame.epoch() == epoch && frame.sequence() > sequence);
  }

  /** Frames captured that are neither published nor skipped yet, as far as is known. */
  long waiting() {
    return Math.max(0, captured - booked() - malformed);
  }

  /** One more record could not be read. */
  Tally withMalformed() {
    return new Tally(
        epoch,
        sequence,
        settledThen,
        captured,
        published,
        skipped,
        Math.addExact(malformed, 1),
        older);
  }

  /** Books {@code frame}, which this must precede. */
  Step next(FrameCaptured frame) {
    FrameId id = frame.frame();
    FrameCounts counts = frame.counts();
    if (epoch == UNKNOWN) {
      return before(id, counts).nextOfEpoch(id, counts);
    }
    return id.epoch() > epoch ? nextEpoch(id, counts) : nextOfEpoch(id, counts);
  }

  /** Books what {@code heartbeat} knows more than the records before it. */
  Step next(CameraHeartbeat heartbeat) {
    FrameCounts counts = heartbeat.counts();
    boolean isNewEpoch = heartbeat.epoch() > epoch;
    if (epoch == UNKNOWN && counts.published() > 0) {
      return new Step(entered(heartbeat, Older.NONE), Booking.NOTHING);
    }
    if (heartbeat.epoch() < epoch || (isNewEpoch && isBehind(counts))) {
      return new Step(this, Booking.NOTHING);
    }
    Booking booking = growth(counts, 0);
    if (isNewEpoch) {
      long beside = malformedBeside(sentSince(counts));
      long gone = Math.max(0, captured - beside - counts.captured());
      var before = new Older(booked(), captured - gone, beside);
      return new Step(entered(heartbeat, before), booking.withPublishLost(gone));
    }
    return new Step(after(sequence, settledThen, counts), booking);
  }

  /** Where the account stood before the first frame of all that it sees. */
  private Tally before(FrameId id, FrameCounts counts) {
    if (counts.captured() == id.sequence() + 1) {
      return new Tally(id.epoch(), -1, 0, 0, 0, Map.of(), malformed, Older.NONE);
    }
    return new Tally(
        id.epoch(),
        id.sequence() - 1,
        settled(counts) - 1,
        counts.captured() - 1,
        counts.published() - 1,
        counts.skipped(),
        0,
        Older.NONE);
  }

  private Step nextOfEpoch(FrameId id, FrameCounts counts) {
    Tally after = after(id.sequence(), settled(counts), counts);
    Booking booking = growth(counts, 1);
    if (settledThen == UNKNOWN) {
      return new Step(after, withHidden(booking, settled(counts) - (id.sequence() + 1)));
    }
    long passed = id.sequence() - sequence;
    return new Step(after, booking.withUnaccounted(passed - (settled(counts) - settledThen)));
  }

  /** Adds the frames of this epoch that its heartbeats took for frames of the older ones. */
  private Booking withHidden(Booking booking, long ofOlderEpochs) {
    long hidden = Math.max(0, older.booked() - ofOlderEpochs);
    long unread = Math.min(older.malformed(), hidden);
    long beside = older.malformed() - unread;
    long known = Math.max(ofOlderEpochs, older.booked());
    long gone = Math.max(0, older.captured() - beside - known);
    return booking.withRetention(hidden - unread).withPublishLost(gone);
  }

  private Step nextEpoch(FrameId id, FrameCounts counts) {
    long ofOlderEpochs = settled(counts) - (id.sequence() + 1);
    boolean wentOn = ofOlderEpochs >= booked();
    Booking booking = wentOn ? growth(counts, 1) : sinceReset(id.sequence(), counts);
    long beside =
        malformedBeside(wentOn ? sentSince(counts) - 1 : unskipped(id.sequence(), counts));
    long gone = Math.max(0, captured - beside - Math.max(ofOlderEpochs, booked()));
    var after =
        new Tally(
            id.epoch(),
            id.sequence(),
            settled(counts),
            counts.captured(),
            counts.published(),
            counts.skipped(),
            0,
            Older.NONE);
    return new Step(after, booking.withPublishLost(gone));
  }

  /**
   * What {@code counts} know more than is booked.
   *
   * @param came 1 when a frame came with them, which they count as published
   */
  private Booking growth(FrameCounts counts, long came) {
    Map<SkipReason, Long> more = skippedSince(counts, Long.MAX_VALUE);
    long failed = failedAmong(more);
    long sent = sentSince(counts) - came;
    long missing = sent - failed - malformedAmong(sent);
    long corrected = Math.min(Math.max(0, -missing), failed);
    long retention = Math.max(0, missing);
    return new Booking(came, more, retention, failed - corrected, corrected, 0);
  }

  private Booking sinceReset(long olderOfEpoch, FrameCounts counts) {
    Map<SkipReason, Long> more = skippedSince(counts, olderOfEpoch);
    long left = olderOfEpoch - Sums.of(more);
    long retention = left - malformedAmong(left);
    return new Booking(1, more, retention, failedAmong(more), 0, 0);
  }

  private long unskipped(long olderOfEpoch, FrameCounts counts) {
    return olderOfEpoch - Sums.of(skippedSince(counts, olderOfEpoch));
  }

  /**
   * Growth of what was given to the broker, also where it turned out to be refused: an older status
   * may still count as published what is known as refused.
   */
  private long sentSince(FrameCounts counts) {
    return sent(counts.published(), counts.skipped()) - sent(published, skipped);
  }

  private static long sent(long published, Map<SkipReason, Long> skipped) {
    return published + skipped.getOrDefault(SkipReason.PUBLISH_FAILED, 0L);
  }

  /** Records without headers that are among {@code missing} frames. */
  private long malformedAmong(long missing) {
    return Math.min(malformed, Math.max(0, missing));
  }

  /** Records without headers that are not among {@code missing} frames. */
  private long malformedBeside(long missing) {
    return malformed - malformedAmong(missing);
  }

  private Map<SkipReason, Long> skippedSince(FrameCounts counts, long atMost) {
    Map<SkipReason, Long> more = new EnumMap<>(SkipReason.class);
    long left = atMost;
    for (Map.Entry<SkipReason, Long> said : counts.skipped().entrySet()) {
      long grown = Math.min(left, said.getValue() - skipped.getOrDefault(said.getKey(), 0L));
      if (grown > 0) {
        more.put(said.getKey(), grown);
        left -= grown;
      }
    }
    return more;
  }

  /** Takes those out that the broker refused: they are lost, not left out on purpose. */
  private static long failedAmong(Map<SkipReason, Long> more) {
    Long failed = more.remove(SkipReason.PUBLISH_FAILED);
    return failed == null ? 0 : failed;
  }

  private Tally after(long newSequence, long settled, FrameCounts counts) {
    Map<SkipReason, Long> most = new EnumMap<>(SkipReason.class);
    most.putAll(counts.skipped());
    skipped.forEach((reason, count) -> most.merge(reason, count, Math::max));
    return new Tally(
        epoch,
        newSequence,
        settled,
        Math.max(captured, counts.captured()),
        counts.published(),
        most,
        0,
        newSequence == -1 ? older : Older.NONE);
  }

  private static Tally entered(CameraHeartbeat heartbeat, Older before) {
    FrameCounts counts = heartbeat.counts();
    return new Tally(
        heartbeat.epoch(),
        -1,
        UNKNOWN,
        counts.captured(),
        counts.published(),
        counts.skipped(),
        0,
        before);
  }

  private boolean isBehind(FrameCounts counts) {
    return counts.published() < published
        || skipped.entrySet().stream()
            .anyMatch(said -> counts.skipped().getOrDefault(said.getKey(), 0L) < said.getValue());
  }

  private long booked() {
    return published + Sums.of(skipped);
  }

  private static long settled(FrameCounts counts) {
    return counts.published() + counts.skippedInAll();
  }
}
