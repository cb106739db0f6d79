package sightline.registry.swap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import sightline.events.slot.SlotRecord;
import sightline.registry.metrics.RegistryMetrics;
import sightline.registry.shelf.AuditEntry;
import sightline.registry.shelf.Changes;
import sightline.registry.shelf.Model;
import sightline.registry.shelf.ModelVersion;
import sightline.registry.shelf.Promotion;
import sightline.registry.shelf.Shelf;
import sightline.registry.shelf.SlotWish;
import sightline.registry.shelf.Worker;

/**
 * The heart of the registry: what is known, and what can be done to it.
 *
 * <p>Threading: any thread.
 *
 * <p>Ownership: closes its connections to the log.
 */
public final class RegistryCore implements Shelf, Changes, AutoCloseable {

  private RegistryCore() {}

  /** Begins to read the log, and to write it when no other registry does. */
  public static RegistryCore start(CoreSettings settings, RegistryMetrics metrics) {
    throw new UnsupportedOperationException(settings + " " + metrics);
  }

  @Override
  public List<Model> models() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ModelVersion> versions(String model) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<ModelVersion> version(String model, String numberOrAlias) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<SlotRecord> slots() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<SlotRecord> slot(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Promotion> promotion(String id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Promotion> promotionOf(String slot) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<AuditEntry> audit(String after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<AuditEntry> switches(String slot) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Worker> workers() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String whyNotReady() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean writes() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> writerUrl() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<ModelVersion> add(ModelVersion version) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<Model> alias(
      String model, long edition, Map.Entry<String, String> alias, Who who) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<ModelVersion> confirm(String model, String version, Who who) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<Promotion> change(SlotWish wish) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<Promotion> cancel(String promotion, Who who) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
