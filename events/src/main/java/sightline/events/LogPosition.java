package sightline.events;

/**
 * Where in the log a record lies.
 *
 * @param topic of the record
 * @param partition of the topic, from 0
 * @param offset in the partition, from 0
 */
public record LogPosition(String topic, int partition, long offset) {}
