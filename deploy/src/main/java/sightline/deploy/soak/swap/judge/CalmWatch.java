package sightline.deploy.soak.swap.judge;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import sightline.events.slot.WorkerStatus;

/**
 * Knows whether the workers are over what was done to them: all of them serve, nothing waits, and
 * every partition is somebody's.
 *
 * <p>Threading: any thread.
 */
public final class CalmWatch {

  private final int partitions;
  private final Map<String, WorkerStatus> newest = new ConcurrentHashMap<>();

  /**
   * @param partitions of topic {@code frames}
   */
  public CalmWatch(int partitions) {
    this.partitions = partitions;
  }

  public void status(WorkerStatus status) {
    newest.put(status.worker(), status);
  }

  /** Whether each of {@code workers} has said after {@code since} that all is well. */
  public boolean isCalm(Set<String> workers, Instant since) {
    var served = new HashSet<Integer>();
    for (String worker : workers) {
      WorkerStatus status = newest.get(worker);
      if (status == null || !status.at().isAfter(since) || !isWell(status)) {
        return false;
      }
      status.versions().forEach(version -> served.addAll(version.partitions()));
    }
    return served.size() == partitions;
  }

  /** A worker without a partition has not joined yet. */
  private static boolean isWell(WorkerStatus status) {
    return status.trouble().isEmpty()
        && status.held().isEmpty()
        && status.versions().stream().anyMatch(version -> !version.partitions().isEmpty());
  }
}
