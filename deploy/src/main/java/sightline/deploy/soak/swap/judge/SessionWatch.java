package sightline.deploy.soak.swap.judge;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import sightline.events.slot.WorkerStatus;
import sightline.events.slot.WorkerStatus.Step;

/**
 * Counts the sessions that each worker says it holds open for a slot: also one that is being opened
 * or closed takes memory.
 *
 * <p>Threading: any thread.
 */
public final class SessionWatch {

  private static final Set<Step> OPEN =
      EnumSet.of(Step.LOADING, Step.WARMING, Step.READY, Step.CLOSING);

  private int most;
  private String where = "";

  public synchronized void status(WorkerStatus status) {
    Map<String, Set<String>> open = new HashMap<>();
    for (WorkerStatus.Version version : status.versions()) {
      if (OPEN.contains(version.step())) {
        open.computeIfAbsent(version.slot(), slot -> new HashSet<>()).add(version.digest());
      }
    }
    open.forEach(
        (slot, digests) -> {
          if (digests.size() > most) {
            most = digests.size();
            where = "%s in slot %s at %s".formatted(status.worker(), slot, status.at());
          }
        });
  }

  /** Most that were open at a time in one slot of one worker. */
  public synchronized int most() {
    return most;
  }

  /** Where and when that was first so; empty before. */
  public synchronized String where() {
    return where;
  }
}
