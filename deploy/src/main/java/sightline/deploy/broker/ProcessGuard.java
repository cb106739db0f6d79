package sightline.deploy.broker;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between a fault in Kafka and the end of the process: Kafka's server calls {@code
 * System.exit} or halts on a fault; here that becomes a failed broker, and the other parts stop in
 * order.
 *
 * <p>Threading: any thread. Kafka keeps its exit procedures in static fields, so a fault is told to
 * every broker of the process.
 */
final class ProcessGuard {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessGuard.class);
  private static final Set<CompletableFuture<String>> WATCHED = ConcurrentHashMap.newKeySet();

  private ProcessGuard() {}

  /** Completes {@code fault} with one sentence as soon as Kafka wants to end the process. */
  static void watch(CompletableFuture<String> fault) {
    WATCHED.add(fault);
    Exit.setHaltProcedure(ProcessGuard::report);
    Exit.setExitProcedure(
        (status, message) -> {
          report(status, message);
          throw new IllegalStateException("Kafka asked to exit with status " + status);
        });
  }

  static void forget(CompletableFuture<String> fault) {
    WATCHED.remove(fault);
  }

  private static void report(int status, String message) {
    String reason = message == null ? "see the log" : message;
    LOG.error("the broker gave up with status {}: {}", status, reason);
    WATCHED.forEach(fault -> fault.complete("the broker gave up: " + reason));
  }
}
