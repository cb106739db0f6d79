package sightline.deploy.soak.swap;

import java.time.Duration;
import java.time.Instant;
import sightline.deploy.soak.swap.judge.GapWatch.Gap;

/**
 * What became of one swap.
 *
 * @param number from 1
 * @param from version that ran before, {@code name/version}
 * @param to version that was wanted
 * @param state in which the promotion ended
 * @param begun when it was asked for
 * @param ended when it was over, and the workers had settled
 * @param settled whether they had, in time
 * @param problem what the registry said; empty when nothing
 * @param gap longest of a camera's results about this swap
 */
public record SwapRecord(
    int number,
    SwapKind kind,
    String from,
    String to,
    String state,
    Instant begun,
    Instant ended,
    boolean settled,
    String problem,
    Gap gap) {

  /** Whether it ended as its kind should. */
  public boolean isAsExpected() {
    return settled && kind.mayEnd(state);
  }

  double seconds() {
    return Duration.between(begun, ended).toMillis() / 1e3;
  }

  SwapRecord with(Gap measured) {
    return new SwapRecord(number, kind, from, to, state, begun, ended, settled, problem, measured);
  }
}
