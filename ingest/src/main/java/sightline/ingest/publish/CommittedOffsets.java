package sightline.ingest.publish;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@link Lead} informed of how far the workers are. When the broker does not answer, the lead
 * stays as it is and cameras that wait are held up.
 *
 * <p>Threading: one thread of its own, {@code ingest-lead}.
 */
public final class CommittedOffsets implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommittedOffsets.class);
  private static final long PERIOD_MILLIS = 100;

  private final FrameLog log;
  private final String group;
  private final Lead lead;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var named = new Thread(task, "ingest-lead");
            named.setDaemon(true);
            return named;
          });
  private boolean inTrouble;

  private CommittedOffsets(FrameLog log, String group, Lead lead) {
    this.log = log;
    this.group = group;
    this.lead = lead;
  }

  /**
   * Begins to ask. A partition the group never committed counts from where it ends now.
   *
   * @param group of the workers
   */
  @SuppressWarnings("FutureReturnValueIgnored") // asking never throws
  public static CommittedOffsets follow(FrameLog log, String group, Lead lead, int partitions)
      throws PublishRefused {
    var offsets = new CommittedOffsets(log, group, lead);
    log.ends(partitions).forEach(lead::committed);
    log.committed(group).forEach(lead::committed);
    offsets.thread.scheduleWithFixedDelay(
        offsets::ask, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return offsets;
  }

  private void ask() {
    try {
      log.committed(group).forEach(lead::committed);
      inTrouble = false;
    } catch (PublishRefused | RuntimeException e) {
      if (!inTrouble && !thread.isShutdown()) { // closing interrupts the question
        LOG.warn("how far the workers are is not known: {}", e.getMessage());
      }
      inTrouble = true;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
