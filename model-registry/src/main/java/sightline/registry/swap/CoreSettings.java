package sightline.registry.swap;

import java.time.Duration;

/**
 * What the heart of the registry needs to know; where it comes from is {@code RegistryConfig}.
 *
 * @param bootstrapServers the broker, host:port, separated by commas
 * @param applicationId consumer group of the workers
 * @param advertisedUrl under which other registries and people reach this one
 * @param readyWithin how long workers have for a candidate when the wish does not say
 * @param holdWithin how long a worker may hold frames back after a switch before it is rolled back
 * @param pollEvery how often the members of the group are asked for, and everything is looked at
 * @param answerWithin longest wait for one answer of the broker
 * @param transactionTimeout of a commit, at most 2 s: so long may a dead writer hold up the workers
 * @param sessionTimeout after which another registry takes over from one that is silent
 * @param limits what is kept at most
 */
public record CoreSettings(
    String bootstrapServers,
    String applicationId,
    String advertisedUrl,
    Duration readyWithin,
    Duration holdWithin,
    Duration pollEvery,
    Duration answerWithin,
    Duration transactionTimeout,
    Duration sessionTimeout,
    Limits limits) {

  private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(2);

  public CoreSettings {
    if (transactionTimeout.compareTo(LONGEST_TRANSACTION) > 0) {
      throw new IllegalArgumentException(
          "transactionTimeout is %s, expected at most %s"
              .formatted(transactionTimeout, LONGEST_TRANSACTION));
    }
  }

  /**
   * Counted in {@code sightline_registry_limit_reached} when one is hit.
   *
   * @param maxModels names
   * @param maxVersions of one model
   * @param maxSlots names, those that are not bound included
   * @param maxCameras of which something is changed
   * @param maxWorkers whose status is remembered
   * @param maxAudit entries kept in memory; older ones stay in the log, but cannot be asked for
   * @param maxWaiting changes that wait to be looked at
   * @param historyKept switches in one slot's record
   */
  public record Limits(
      int maxModels,
      int maxVersions,
      int maxSlots,
      int maxCameras,
      int maxWorkers,
      int maxAudit,
      int maxWaiting,
      int historyKept) {

    public static Limits defaults() {
      return new Limits(500, 500, 500, 1_000, 256, 20_000, 256, 32);
    }
  }

  public static CoreSettings defaults(String bootstrapServers, String advertisedUrl) {
    return new CoreSettings(
        bootstrapServers,
        "sightline-workers",
        advertisedUrl,
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(2),
        Duration.ofSeconds(6),
        Limits.defaults());
  }
}
