package sightline.events;

/** Where in the log a record lies; partition and offset count from 0. */
public record LogPosition(String topic, int partition, long offset) {}
