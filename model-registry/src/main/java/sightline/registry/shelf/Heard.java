package sightline.registry.shelf;

import java.time.Instant;
import sightline.events.slot.WorkerStatus;

/**
 * What a worker said last.
 *
 * @param at when this registry read it, by its own clock
 */
public record Heard(WorkerStatus status, Instant at) {}
