package sightline.registry.shelf;

import java.util.List;
import java.util.Optional;
import sightline.events.slot.WorkerStatus;

/**
 * A worker that is a member of the group, or that said something lately.
 *
 * @param live whether it is a member of the group now
 * @param status what it said last
 * @param clientIds of its members
 */
public record Worker(
    String worker, boolean live, Optional<WorkerStatus> status, List<String> clientIds) {}
