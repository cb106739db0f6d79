package sightline.dashboards.log;

/**
 * How the log is read.
 *
 * @param bootstrapServers the broker, host:port, separated by commas
 * @param maxFetchBytes most one answer of the broker may hold
 * @param maxLagRecords a partition further behind is read from its end again
 * @param maxEveryUnacknowledged events on their way to one client that reads every event
 */
public record LogSettings(
    String bootstrapServers, int maxFetchBytes, long maxLagRecords, int maxEveryUnacknowledged) {}
