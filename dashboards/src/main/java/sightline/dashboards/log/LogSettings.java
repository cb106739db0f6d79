package sightline.dashboards.log;

import java.time.Duration;

/**
 * How the log is read.
 *
 * @param bootstrapServers the broker, host:port, separated by commas
 * @param maxFetchBytes most one answer of the broker may hold
 * @param maxLagRecords a partition further behind is read from its end again
 * @param maxEveryUnacknowledged events on their way to one client that reads every event
 * @param maxEveryUnacknowledgedBytes the same in bytes of their records
 * @param ledgerWindow how far topic {@code ledger} is read back at start
 * @param rejectionWindow how far topic {@code rejections} is read back at start
 * @param maxRejectionsRead most records of one of its partitions then
 * @param trainingWindow how far the topics of training jobs are read back at start
 * @param maxTrainingRecordsRead most records of one of their partitions then
 */
public record LogSettings(
    String bootstrapServers,
    int maxFetchBytes,
    long maxLagRecords,
    int maxEveryUnacknowledged,
    int maxEveryUnacknowledgedBytes,
    Duration ledgerWindow,
    Duration rejectionWindow,
    long maxRejectionsRead,
    Duration trainingWindow,
    long maxTrainingRecordsRead) {}
