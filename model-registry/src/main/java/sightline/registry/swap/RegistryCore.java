package sightline.registry.swap;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import sightline.events.slot.CameraChange;
import sightline.events.slot.SlotRecord;
import sightline.registry.log.Clients;
import sightline.registry.metrics.RegistryMetrics;
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
 * The heart of the registry: what is known, and what can be done to it.
 *
 * <pre>
 *   log --reader--> knowledge --> answers
 *    ^                  |
 *    +--- one thread: catalog, promoter, hold watch &lt;-- wishes, workers' status, time
 * </pre>
 *
 * <p>Threading: any thread.
 *
 * <p>Ownership: closes its connections to the log.
 */
public final class RegistryCore implements Shelf, Changes, AutoCloseable {

  private final Clock clock;
  private final Engine engine;

  private RegistryCore(Clock clock, Engine engine) {
    this.clock = clock;
    this.engine = engine;
  }

  /** Begins to read the log, and to write it when no other registry does. */
  public static RegistryCore start(CoreSettings settings, RegistryMetrics metrics) {
    return start(settings, metrics, Clients.usual());
  }

  /** The same with connections that a test can break. */
  public static RegistryCore start(
      CoreSettings settings, RegistryMetrics metrics, Clients clients) {
    Clock clock = Clock.systemUTC();
    var engine = new Engine(settings, new Promoter.Timed(clock, metrics), clients);
    engine.start();
    return new RegistryCore(clock, engine);
  }

  @Override
  public List<Model> models() {
    return List.copyOf(engine.known().models().values());
  }

  @Override
  public List<ModelVersion> versions(String model) {
    return engine.known().versionsOf(model);
  }

  @Override
  public Optional<ModelVersion> version(String model, String numberOrAlias) {
    return engine.known().version(model, numberOrAlias);
  }

  @Override
  public List<SlotRecord> slots() {
    return List.copyOf(engine.known().slots().values());
  }

  @Override
  public Optional<SlotRecord> slot(String name) {
    return engine.known().slot(name);
  }

  @Override
  public List<CameraChange> cameras() {
    return List.copyOf(engine.known().cameras().values());
  }

  @Override
  public CameraChange camera(String name) {
    return engine.known().camera(name);
  }

  @Override
  public Optional<Promotion> promotion(String id) {
    return views().of(id);
  }

  @Override
  public Optional<Promotion> promotionOf(String slot) {
    return Optional.ofNullable(engine.known().audit().newest().get(slot)).flatMap(this::promotion);
  }

  @Override
  public List<AuditEntry> audit(String after, int limit) {
    if (!after.isEmpty() && !after.matches("\\d{1,18}")) {
      throw new Refused(
          Refused.Kind.INVALID, "after is '%s', expected the id of an entry".formatted(after));
    }
    return engine.known().audit().page(after.isEmpty() ? 0 : Long.parseLong(after), limit);
  }

  @Override
  public List<AuditEntry> switches(String slot) {
    return List.copyOf(engine.known().audit().switches().getOrDefault(slot, List.of()));
  }

  @Override
  public List<Worker> workers() {
    return engine.crew().stream()
        .filter(one -> one.isOfInterest(clock.instant()))
        .map(CrewMember::shown)
        .toList();
  }

  @Override
  public String whyNotReady() {
    return engine.whyNotReady();
  }

  @Override
  public boolean knowsTheLog() {
    return engine.knowsTheLog();
  }

  @Override
  public boolean writes() {
    return engine.writes();
  }

  @Override
  public Optional<String> writerUrl() {
    return Optional.of(engine.known().writer().url()).filter(url -> !url.isEmpty());
  }

  @Override
  public CompletableFuture<ModelVersion> add(ModelVersion version) {
    return engine.write(() -> engine.catalog().add(version));
  }

  @Override
  public CompletableFuture<Model> alias(
      String model, long edition, Map.Entry<String, String> alias, Who who) {
    return engine.write(() -> engine.catalog().alias(model, edition, alias, who));
  }

  @Override
  public CompletableFuture<ModelVersion> confirm(String model, String version, Who who) {
    return engine.write(() -> engine.catalog().confirm(model, version, who));
  }

  @Override
  public CompletableFuture<Promotion> change(SlotWish wish) {
    return engine.write(
        () -> {
          String id = engine.promoter().announce(wish);
          engine.look();
          return promotion(id).orElseThrow();
        });
  }

  @Override
  public CompletableFuture<Promotion> cancel(String promotion, Who who) {
    return engine.write(
        () -> {
          engine.promoter().cancel(promotion, who);
          return promotion(promotion).orElseThrow();
        });
  }

  @Override
  public CompletableFuture<CameraChange> camera(CameraChange wanted, Who who) {
    return engine.write(() -> engine.cameras().change(wanted, who));
  }

  @Override
  public void close() {
    engine.close();
  }

  private PromotionViews views() {
    return new PromotionViews(engine.known(), engine.crew(), clock.instant());
  }
}
