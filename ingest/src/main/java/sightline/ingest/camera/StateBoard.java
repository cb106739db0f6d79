package sightline.ingest.camera;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.CameraStatus;
import sightline.events.CameraStatus.State;
import sightline.ingest.publish.CameraLedger;

/**
 * The state of one camera, published when it changes and every few seconds; one log line a change.
 *
 * <p>Threading: the supervisor sets and publishes, then the closer stops; anyone notes and reads.
 */
final class StateBoard {

  private static final Logger LOG = LoggerFactory.getLogger(StateBoard.class);

  private final CameraParts parts;
  private State state = State.CONNECTING;
  private Instant since = Instant.now();
  private String detail = "";
  private String note = "";
  private Instant nextTry = Instant.EPOCH;
  private final CameraLedger ledger;
  private long epoch;
  private volatile Instant publishedAt = Instant.EPOCH;
  private boolean stopped;

  StateBoard(CameraParts parts, CameraLedger ledger) {
    this.parts = parts;
    this.ledger = ledger;
    parts.metrics().stateChanged(parts.settings().name(), State.CONNECTING, State.CONNECTING);
  }

  synchronized void startEpoch(long started) {
    epoch = started;
  }

  synchronized State state() {
    return state;
  }

  void set(State next, String why) {
    set(next, why, Instant.EPOCH);
  }

  /**
   * @param why one sentence, empty when there is nothing to say
   * @param retryAt when the next attempt is due; {@link Instant#EPOCH} when none is
   */
  void set(State next, String why, Instant retryAt) {
    State before;
    synchronized (this) {
      before = state;
      boolean same = next == state && why.equals(detail) && retryAt.equals(nextTry);
      if (same || stopped) {
        return;
      }
      if (next != state) {
        since = Instant.now();
      }
      state = next;
      detail = why;
      nextTry = retryAt;
    }
    if (next != before) {
      String name = parts.settings().name();
      parts.metrics().stateChanged(name, before, next);
      LOG.info("camera {}: {} -> {}{}", name, before, next, why.isEmpty() ? "" : ", " + why);
    }
    publish();
  }

  /** What stays said beside the state until it is taken back with an empty sentence. */
  void note(String said) {
    synchronized (this) {
      if (said.equals(note)) {
        return;
      }
      note = said;
    }
    if (!said.isEmpty()) {
      LOG.error("camera {}: {}", parts.settings().name(), said);
    }
    publishedAt = Instant.EPOCH; // due at once
  }

  /** Says the last word: footage that ended has ended, anything else is not read any more. */
  void stop() {
    if (status().state() == State.ENDED) {
      publish();
    } else {
      set(State.OFFLINE, "ingest stopped");
    }
    synchronized (this) {
      stopped = true;
    }
  }

  /** Publishes when {@code every} has passed since the last time. */
  void publishIfDue(Duration every) {
    if (!Instant.now().isBefore(publishedAt.plus(every))) {
      publish();
    }
  }

  void publish() {
    publishedAt = Instant.now();
    parts.sink().send(status());
  }

  synchronized CameraStatus status() {
    return new CameraStatus(
        parts.settings().name(),
        parts.settings().location().toString(),
        parts.outboxSettings().partition(),
        state,
        since,
        detail.isEmpty() || note.isEmpty() ? detail + note : detail + "; " + note,
        nextTry,
        epoch,
        ledger.counts());
  }
}
