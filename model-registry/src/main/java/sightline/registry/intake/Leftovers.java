package sightline.registry.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sightline.registry.metrics.RegistryMetrics;
import sightline.registry.shelf.Shelf;
import sightline.registry.store.ArtifactStore;
import sightline.registry.store.ArtifactStore.Stored;

/**
 * What a process that died half-way left: parts of uploads, and artifacts that no version names.
 * Only what is old goes, because another registry may be at work on the same store.
 *
 * <p>Threading: one thread.
 */
final class Leftovers {

  /** Stands in the names of files that are no artifacts yet. */
  static final String PART = ".part";

  private final Shelf shelf;
  private final ArtifactStore store;
  private final IntakeLimits limits;
  private final RegistryMetrics metrics;

  Leftovers(Shelf shelf, ArtifactStore store, IntakeLimits limits, RegistryMetrics metrics) {
    this.shelf = shelf;
    this.store = store;
    this.limits = limits;
    this.metrics = metrics;
  }

  /** Removes them; the shelf must have read its log to the end. */
  int remove(Instant now) throws IOException {
    Instant limit = now.minus(limits.leftoverAge());
    int parts = removeParts(limit);
    int artifacts = removeArtifacts(limit);
    int unfinished = store.discardUnfinished(limit);
    metrics.leftoversRemoved("parts", parts);
    metrics.leftoversRemoved("artifacts", artifacts);
    metrics.leftoversRemoved("unfinished", unfinished);
    return parts + artifacts + unfinished;
  }

  private int removeParts(Instant limit) throws IOException {
    List<Path> old;
    try (var files = Files.list(limits.folder())) {
      old =
          files
              .filter(file -> file.getFileName().toString().contains(PART))
              .filter(file -> file.toFile().lastModified() < limit.toEpochMilli())
              .toList();
    }
    for (Path file : old) {
      Files.deleteIfExists(file);
    }
    return old.size();
  }

  private int removeArtifacts(Instant limit) throws IOException {
    List<Stored> all = store.list();
    Set<String> named = namedDigests(); // after the list: what came since is named
    int removed = 0;
    for (Stored one : all) {
      if (one.storedAt().isBefore(limit) && !named.contains(one.digest().toString())) {
        removed += store.delete(one.digest()) ? 1 : 0;
      }
    }
    return removed;
  }

  private Set<String> namedDigests() {
    var named = new HashSet<String>();
    shelf.models().stream()
        .flatMap(model -> shelf.versions(model.name()).stream())
        .forEach(version -> named.add(version.digest()));
    return named;
  }
}
