package sightline.registry.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.registry.intake.Import.Step;
import sightline.registry.intake.IntakeRefused.Limit;
import sightline.registry.metrics.RegistryMetrics;
import sightline.registry.shelf.Changes;
import sightline.registry.shelf.Shelf;
import sightline.registry.store.ArtifactStore;
import sightline.registry.store.Digest;

/**
 * Takes uploads in.
 *
 * <pre>
 *   bytes --> part file, digest --> check process --> store, by digest --> version in the log
 * </pre>
 *
 * A version is written last, so that none is ever without its artifact; whatever else a death
 * leaves behind belongs to nothing and is removed later.
 *
 * <p>Threading: any thread; begin, end and abandon block for a moment. A thread each works on an
 * upload that has arrived.
 *
 * <p>Ownership: uploads, check processes and the store; closing ends them.
 */
public final class Intake implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final long PATIENCE_SECONDS = 10;

  private final Parts parts;
  private final Clock clock;
  private final RegistryMetrics metrics;
  private final Imports imports;
  private final ConcurrentMap<String, Upload> open = new ConcurrentHashMap<>();
  private final VersionMaker maker;
  private final Keeper keeper;
  private final ExecutorService workers;

  /**
   * What it works with.
   *
   * @param pace of the verification of artifacts
   */
  public record Parts(
      Shelf shelf,
      Changes changes,
      ArtifactStore store,
      Checker checker,
      IntakeLimits limits,
      Integrity.Pace pace) {}

  private Intake(Parts parts, Clock clock, RegistryMetrics metrics) {
    this.parts = parts;
    this.clock = clock;
    this.metrics = metrics;
    imports = new Imports(parts.limits().maxImports());
    keeper = new Keeper(parts, clock, metrics);
    maker = new VersionMaker(parts, clock, keeper);
    workers =
        Executors.newFixedThreadPool(
            parts.limits().maxUploads(), work -> new Thread(work, "registry-import"));
  }

  /** Begins to take uploads, and to look after what is stored. */
  public static Intake start(Parts parts, Clock clock, RegistryMetrics metrics) throws IOException {
    Files.createDirectories(parts.limits().folder());
    var intake = new Intake(parts, clock, metrics);
    intake.keeper.start();
    return intake;
  }

  /**
   * Opens an upload.
   *
   * @throws IntakeRefused when it would meet a limit
   */
  public Upload begin(UploadWish wish) throws IOException {
    try {
      return open(wish);
    } catch (IntakeRefused e) {
      metrics.uploadRefused(e.limit().label());
      throw e;
    }
  }

  private synchronized Upload open(UploadWish wish) throws IOException {
    var limits = parts.limits();
    if (open.size() >= limits.maxUploads()) {
      throw new IntakeRefused(
          Limit.TOO_MANY,
          "%d uploads are on their way, the limit (maxUploads); try again in a moment"
              .formatted(open.size()));
    }
    if (wish.declaredBytes() > limits.maxUploadBytes()) {
      throw Upload.tooLarge(limits);
    }
    Upload.requireSpace(limits, Math.max(0, wish.declaredBytes()));
    var upload = new Upload(UUID.randomUUID().toString(), wish, limits, clock.instant());
    open.put(upload.id(), upload);
    metrics.uploadStarted();
    metrics.openUploads(open.size());
    imports.update(Import.begun(upload.id(), wish));
    return upload;
  }

  /**
   * Its last byte has come: the rest goes on by itself.
   *
   * @throws IntakeRefused when bytes are missing
   */
  public Import end(Upload upload) throws IOException {
    Digest digest;
    try {
      digest = upload.end();
    } catch (IntakeRefused e) {
      abandon(upload, e);
      throw e;
    }
    double millis = clock.millis() - upload.from().toEpochMilli();
    var received = new Step("received", true, upload.bytes() + " bytes, " + digest, millis);
    Import one = now(upload).received(upload.bytes()).checking(received);
    imports.update(one);
    workers.execute(() -> work(upload, digest, one));
    return one;
  }

  /** It will not come to its end; does nothing when that is known. */
  public void abandon(Upload upload, Throwable why) {
    if (!open.containsKey(upload.id())) {
      return;
    }
    String limit = why instanceof IntakeRefused refused ? refused.limit().label() : "broken_off";
    metrics.uploadRefused(limit);
    String sentence = String.valueOf(why.getMessage());
    Import end = now(upload).received(upload.bytes()).refused("received", sentence);
    close(upload, end, "abandoned");
  }

  /** One of the newest. */
  public Optional<Import> find(String id) {
    Upload receiving = open.get(id);
    return imports
        .find(id)
        .map(
            one ->
                receiving != null && one.state() == Import.State.RECEIVING
                    ? one.received(receiving.bytes())
                    : one);
  }

  /** What is wrong with the artifacts. */
  public Integrity integrity() {
    return keeper.integrity();
  }

  @Override
  public void close() {
    keeper.close();
    parts.checker().close();
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("an import did not end within {} s", PATIENCE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    parts.store().close();
  }

  private void work(Upload upload, Digest digest, Import begun) {
    var made = maker.make(upload, digest, begun, imports::update);
    close(upload, made.end(), made.result());
  }

  private void count(String result, long bytes) {
    switch (result) {
      case "stored" -> metrics.uploadStored(bytes);
      case "known" -> metrics.uploadKnown();
      case "refused" -> metrics.uploadRefused("check");
      default -> {} // counted when it met its limit
    }
  }

  private Import now(Upload upload) {
    return imports.find(upload.id()).orElseGet(() -> Import.begun(upload.id(), upload.wish()));
  }

  private void close(Upload upload, Import end, String result) {
    try {
      upload.discard();
    } catch (IOException e) {
      LOG.warn("{} stays behind: {}", upload.file(), e.getMessage());
    }
    if (open.remove(upload.id()) != null) {
      count(result, end.bytes());
    }
    metrics.openUploads(open.size());
    imports.update(end);
  }
}
