package sightline.events;

import java.time.Duration;

/**
 * A topic as it must exist.
 *
 * @param partitions fixed when the topic is made
 * @param retention how long records stay, -1 ms for ever; ignored when {@code compacted}
 * @param retentionBytes how much one partition may hold, bytes; -1 for no limit
 * @param maxRecordBytes largest record batch accepted, bytes
 * @param compacted whether only the newest record of a key stays
 */
public record Topic(
    String name,
    int partitions,
    Duration retention,
    long retentionBytes,
    int maxRecordBytes,
    boolean compacted) {}
