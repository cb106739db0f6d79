package sightline.ingest.publish;

import java.time.Duration;

/**
 * How one producer works.
 *
 * @param bootstrapServers of the broker
 * @param name of the producer, for the broker's logs
 * @param bufferBytes memory for records on their way; reserved only as they need it
 * @param deliveryTimeout after which a record is given up
 * @param batchBytes up to which pictures of a partition travel together; 0 for each on its own
 * @param batchWait how long a picture is held back at most, for others to join it
 */
public record ProducerSettings(
    String bootstrapServers,
    String name,
    long bufferBytes,
    Duration deliveryTimeout,
    int batchBytes,
    Duration batchWait) {}
