package sightline.registry.http;

import java.util.function.Supplier;
import sightline.registry.intake.Intake;
import sightline.registry.metrics.IntakeMetrics;
import sightline.registry.shelf.Changes;
import sightline.registry.shelf.Shelf;
import sightline.registry.store.ArtifactStore;

/**
 * What the server shows and obeys.
 *
 * @param store whose artifacts it sends
 * @param otherMetrics Prometheus text that stands beside {@code metrics} on {@code /metrics}
 */
public record RegistryParts(
    ListenAddress address,
    HttpLimits limits,
    Shelf shelf,
    Changes changes,
    Intake intake,
    ArtifactStore store,
    IntakeMetrics metrics,
    Supplier<byte[]> otherMetrics) {}
