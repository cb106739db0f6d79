package sightline.inference.stage;

import java.time.Instant;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.LogPosition;

/**
 * The books of one task: what came, and what became of it.
 *
 * <p>Every frame that was taken is settled once for each of its outcomes, in the order of the
 * frames of its camera, before the offset of its record is committed.
 *
 * <p>Threading: the task's stream thread.
 */
public interface FrameAccount extends AutoCloseable {

  /**
   * A frame came.
   *
   * @param source where it lies in the log
   * @param published when its record was written
   * @return false when it was there before; it gets no outcome then
   */
  boolean take(FrameCaptured frame, LogPosition source, Instant published);

  /** A camera told its counts. */
  void heartbeat(CameraHeartbeat heartbeat, LogPosition source, Instant published);

  /**
   * A frame has this outcome. Also told of a record whose headers make no sense, which was never
   * taken: its frame has epoch 0 and sequence 0.
   *
   * @param source where its record lies in the log
   * @param published when its record was written
   */
  void settle(LogPosition source, Instant published, Outcome outcome);

  /** All that was taken is settled, and offsets are about to be committed. */
  void beforeCommit();

  @Override
  void close();
}
