package sightline.registry.http;

import sightline.registry.intake.Intake;
import sightline.registry.metrics.RegistryMetrics;
import sightline.registry.shelf.Changes;
import sightline.registry.shelf.Shelf;
import sightline.registry.store.ArtifactStore;

/**
 * What the server shows and obeys.
 *
 * @param store whose artifacts it sends
 */
public record RegistryParts(
    ListenAddress address,
    HttpLimits limits,
    Shelf shelf,
    Changes changes,
    Intake intake,
    ArtifactStore store,
    RegistryMetrics metrics) {}
