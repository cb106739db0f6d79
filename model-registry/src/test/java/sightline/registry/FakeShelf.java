package sightline.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import sightline.events.slot.CameraChange;
import sightline.events.slot.SlotRecord;
import sightline.registry.shelf.AuditEntry;
import sightline.registry.shelf.Changes;
import sightline.registry.shelf.Model;
import sightline.registry.shelf.ModelVersion;
import sightline.registry.shelf.Promotion;
import sightline.registry.shelf.Refused;
import sightline.registry.shelf.Shelf;
import sightline.registry.shelf.SlotWish;
import sightline.registry.shelf.Worker;

/**
 * A shelf without a log: it remembers what it is told, and what was wished.
 *
 * <p>Threading: any thread.
 */
public final class FakeShelf implements Shelf, Changes {

  public final List<ModelVersion> versions = new CopyOnWriteArrayList<>();
  public final List<SlotRecord> slots = new CopyOnWriteArrayList<>();
  public final List<CameraChange> cameras = new CopyOnWriteArrayList<>();
  public final List<AuditEntry> entries = new CopyOnWriteArrayList<>();
  public final List<Promotion> promotions = new CopyOnWriteArrayList<>();
  public final List<SlotWish> wishes = new CopyOnWriteArrayList<>();
  public final List<Worker> workers = new CopyOnWriteArrayList<>();
  public volatile Optional<Refused> refusal = Optional.empty();
  public volatile boolean writes = true;
  public volatile String writer = "";
  public volatile String whyNotReady = "";
  public volatile boolean knowsTheLog = true;
  private volatile Map<String, String> aliases = Map.of();
  private volatile long edition = 1;

  public static ModelVersion version(String model, String number, String digest) {
    var json = JsonNodeFactory.instance;
    return new ModelVersion(
        model,
        number,
        digest,
        3,
        model + ".onnx",
        Instant.parse("2026-11-22T02:00:00Z"),
        "ann",
        "",
        "detection",
        "yolox",
        json.objectNode().put("width", 416),
        List.of("person"),
        "minScore: 0." + number + "\n",
        "embedded",
        true,
        List.of(),
        json.objectNode(),
        json.objectNode().put("map", Double.parseDouble(number)),
        json.objectNode(),
        1_000,
        5);
  }

  @Override
  public List<Model> models() {
    return versions.stream().map(ModelVersion::model).distinct().sorted().map(this::model).toList();
  }

  @Override
  public List<ModelVersion> versions(String model) {
    var newestFirst = new ArrayList<ModelVersion>();
    versions.stream()
        .filter(one -> one.model().equals(model))
        .forEach(one -> newestFirst.add(0, one));
    return newestFirst;
  }

  @Override
  public Optional<ModelVersion> version(String model, String numberOrAlias) {
    String number = aliases.getOrDefault(numberOrAlias, numberOrAlias);
    return versions(model).stream()
        .filter(one -> number.equals("latest") || one.version().equals(number))
        .findFirst();
  }

  @Override
  public List<SlotRecord> slots() {
    return slots;
  }

  @Override
  public Optional<SlotRecord> slot(String name) {
    return slots.stream().filter(one -> one.slot().equals(name)).findFirst();
  }

  @Override
  public List<CameraChange> cameras() {
    return cameras;
  }

  @Override
  public CameraChange camera(String name) {
    return cameras.stream()
        .filter(one -> one.camera().equals(name))
        .findFirst()
        .orElse(new CameraChange(name, 0, Map.of()));
  }

  @Override
  public CompletableFuture<CameraChange> camera(CameraChange wanted, Who who) {
    cameras.removeIf(one -> one.camera().equals(wanted.camera()));
    cameras.add(new CameraChange(wanted.camera(), wanted.edition() + 1, wanted.settings()));
    return answer(camera(wanted.camera()));
  }

  @Override
  public Optional<Promotion> promotion(String id) {
    return promotions.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Promotion> promotionOf(String slot) {
    return promotions.stream().filter(one -> one.slot().equals(slot)).findFirst();
  }

  @Override
  public List<AuditEntry> audit(String after, int limit) {
    return entries.stream()
        .filter(entry -> after.isEmpty() || entry.id().compareTo(after) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public List<AuditEntry> switches(String slot) {
    var newestFirst = new ArrayList<AuditEntry>();
    entries.forEach(entry -> newestFirst.add(0, entry));
    return newestFirst;
  }

  @Override
  public List<Worker> workers() {
    return workers;
  }

  @Override
  public boolean knowsTheLog() {
    return knowsTheLog;
  }

  @Override
  public String whyNotReady() {
    return whyNotReady;
  }

  @Override
  public boolean writes() {
    return writes;
  }

  @Override
  public Optional<String> writerUrl() {
    return Optional.of(writer).filter(url -> !url.isEmpty());
  }

  @Override
  public synchronized CompletableFuture<ModelVersion> add(ModelVersion version) {
    var same =
        versions(version.model()).stream()
            .filter(one -> one.digest().equals(version.digest()))
            .filter(one -> one.manifest().equals(version.manifest()))
            .findFirst();
    return answer(
        same.orElseGet(
            () -> {
              var added = numbered(version, Integer.toString(versions(version.model()).size() + 1));
              versions.add(added);
              edition++;
              return added;
            }));
  }

  @Override
  public CompletableFuture<Model> alias(
      String model, long seen, Map.Entry<String, String> alias, Who who) {
    if (seen != edition) {
      return CompletableFuture.failedFuture(
          new Refused(Refused.Kind.STALE, "model is at edition " + edition + ", you saw " + seen));
    }
    aliases = alias.getValue().isEmpty() ? Map.of() : Map.of(alias.getKey(), alias.getValue());
    edition++;
    return answer(model(model));
  }

  @Override
  public CompletableFuture<ModelVersion> confirm(String model, String version, Who who) {
    return answer(version(model, version).orElseThrow());
  }

  @Override
  public CompletableFuture<Promotion> change(SlotWish wish) {
    wishes.add(wish);
    return answer(promotion("p" + wishes.size(), wish.slot(), Promotion.State.ANNOUNCED));
  }

  @Override
  public CompletableFuture<Promotion> cancel(String promotion, Who who) {
    return answer(promotion(promotion, "yard", Promotion.State.CANCELLED));
  }

  public static Promotion promotion(String id, String slot, Promotion.State state) {
    Instant at = Instant.parse("2026-11-22T02:00:00Z");
    return new Promotion(
        id,
        slot,
        "promote",
        state,
        "people/1",
        "people/2",
        List.of(),
        "ann",
        "",
        at,
        at.plusSeconds(60),
        Instant.EPOCH,
        "",
        2,
        false,
        Map.of(),
        false,
        List.of());
  }

  private <T> CompletableFuture<T> answer(T value) {
    return refusal
        .<CompletableFuture<T>>map(CompletableFuture::failedFuture)
        .orElseGet(() -> CompletableFuture.completedFuture(value));
  }

  private Model model(String name) {
    return new Model(name, edition, versions(name).size(), aliases);
  }

  private static ModelVersion numbered(ModelVersion one, String number) {
    return new ModelVersion(
        one.model(),
        number,
        one.digest(),
        one.sizeBytes(),
        one.fileName(),
        one.createdAt(),
        one.by(),
        one.why(),
        one.task(),
        one.family(),
        one.input(),
        one.labels(),
        one.manifest(),
        one.manifestSource(),
        one.confirmed(),
        one.assumed(),
        one.check(),
        one.metrics(),
        one.lineage(),
        one.residentBytes(),
        one.inferenceMillis());
  }
}
