package sightline.dashboards.health;

import java.time.Instant;

/**
 * Something that is not as it should be, and what to do about it.
 *
 * @param kind from a closed list
 * @param camera it is about; empty when it is about the site
 * @param since when it began, or was first seen
 * @param message what happened, one sentence
 * @param advice the next step, one sentence
 */
public record Alert(Kind kind, String camera, Instant since, String message, String advice) {

  /** What an alert is about, worst first. */
  public enum Kind {
    /** Frames that nothing explains. */
    UNBALANCED(true),
    /** The log does not answer. */
    BROKER_UNREACHABLE(true),
    /** A reader of the dashboards stands still. */
    FEED_STALE(true),
    /** Frames that never reached the workers. */
    FRAMES_LOST(true),
    /** A camera sends nothing that is new. */
    CAMERA_NOT_LIVE(false),
    /** A camera is live, but its account does not move. */
    LEDGER_BEHIND(false);

    private final boolean isBad;

    Kind(boolean isBad) {
      this.isBad = isBad;
    }

    /** Whether somebody should act now; else it is a warning. */
    public boolean isBad() {
      return isBad;
    }
  }
}
