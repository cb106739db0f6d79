package sightline.dashboards.ledger;

import java.util.Set;
import sightline.events.FrameRejected;
import sightline.events.FrameRejected.Reason;

/**
 * Which rejections somebody wants to see.
 *
 * @param cameras of these; empty for all
 * @param reasons for these; empty for all
 * @param limit most examples, newest first
 */
public record RejectionQuery(Set<String> cameras, Set<Reason> reasons, int limit) {

  public RejectionQuery {
    cameras = Set.copyOf(cameras);
    reasons = Set.copyOf(reasons);
  }

  boolean covers(FrameRejected event) {
    return covers(event.provenance().frame().camera(), event.reason());
  }

  boolean covers(String camera, Reason reason) {
    return (cameras.isEmpty() || cameras.contains(camera))
        && (reasons.isEmpty() || reasons.contains(reason));
  }
}
