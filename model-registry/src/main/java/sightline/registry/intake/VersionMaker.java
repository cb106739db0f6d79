package sightline.registry.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.registry.intake.Import.Step;
import sightline.registry.shelf.ModelVersion;
import sightline.registry.shelf.Refused;
import sightline.registry.store.Digest;

/**
 * Makes a version of an upload that has arrived: check, store, log, in this order.
 *
 * <p>Threading: any thread; blocks.
 */
final class VersionMaker {

  private static final Logger LOG = LoggerFactory.getLogger(VersionMaker.class);
  private static final long PATIENCE_SECONDS = 60;

  private final Intake.Parts parts;
  private final Clock clock;
  private final Keeper keeper;

  VersionMaker(Intake.Parts parts, Clock clock, Keeper keeper) {
    this.parts = parts;
    this.clock = clock;
    this.keeper = keeper;
  }

  /**
   * The end of an import.
   *
   * @param result {@code stored}, {@code known} or {@code refused}
   */
  record Made(Import end, String result) {}

  Made make(Upload upload, Digest digest, Import begun, Consumer<Import> progress) {
    Import last = begun;
    try {
      Optional<ModelVersion> known = known(upload.wish(), digest);
      if (known.isPresent()) {
        return alreadyThere(upload, digest, begun, known.get());
      }
      String name = upload.wish().model();
      CheckReport report = parts.checker().check(name, upload.file(), manifest(upload));
      last = begun.understood(report);
      progress.accept(last);
      if (!report.ok()) {
        return refused(last, "check", report.problem());
      }
      return store(upload, digest, last, report);
    } catch (Refused e) {
      return refused(last, "shelved", e.getMessage());
    } catch (IOException e) {
      LOG.error("an upload of {} cannot be stored", upload.wish().model(), e);
      return refused(last, "stored", "the file cannot be stored: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refused(last, "check", "the registry stopped; upload the file again");
    } catch (RuntimeException e) {
      LOG.error("an import of {} failed", upload.wish().model(), e);
      return refused(last, "shelved", "the registry failed; its log says why");
    }
  }

  private Made store(Upload upload, Digest digest, Import last, CheckReport report)
      throws IOException, InterruptedException {
    if (!report.text("digest").isEmpty() && !report.text("digest").equals(digest.toString())) {
      return refused(last, "check", "the check saw other bytes than those that were uploaded");
    }
    ModelVersion wanted = version(upload, digest, report);
    keeper.holdLeftovers();
    try {
      keep(upload, digest);
      ModelVersion added = add(wanted);
      boolean isNew = added.createdAt().equals(wanted.createdAt());
      return isNew ? stored(last, added) : known(last, added);
    } finally {
      keeper.releaseLeftovers();
    }
  }

  /** A damaged or missing artifact is made whole by the way. */
  private Made alreadyThere(Upload upload, Digest digest, Import last, ModelVersion known)
      throws IOException {
    boolean whole = keeper.integrity().trouble(digest).isEmpty();
    if (!whole || parts.store().sizeBytes(digest).isEmpty()) {
      keep(upload, digest);
    }
    return known(last, known);
  }

  /** One with these bytes, that was not told by its uploader how to be read; nor is this. */
  private Optional<ModelVersion> known(UploadWish wish, Digest digest) {
    return parts.shelf().versions(wish.model()).stream()
        .filter(version -> version.digest().equals(digest.toString()))
        .filter(version -> wish.manifest().isEmpty() && !version.manifestSource().equals("file"))
        .findFirst();
  }

  private void keep(Upload upload, Digest digest) throws IOException {
    parts.store().put(digest, upload.file());
    keeper.integrity().forget(digest);
  }

  private ModelVersion add(ModelVersion wanted) throws IOException, InterruptedException {
    try {
      return parts.changes().add(wanted).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refused refused) {
        throw refused;
      }
      throw new IOException("the log does not take it: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException(
          "the log did not answer within %d s; look whether %s has a new version"
              .formatted(PATIENCE_SECONDS, wanted.model()),
          e);
    }
  }

  private static Optional<Path> manifest(Upload upload) throws IOException {
    if (upload.wish().manifest().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Files.writeString(upload.manifestFile(), upload.wish().manifest()));
  }

  private ModelVersion version(Upload upload, Digest digest, CheckReport report) {
    var wish = upload.wish();
    String source = report.text("manifestSource");
    ObjectNode check = JsonNodeFactory.instance.objectNode();
    check.set("steps", report.part("steps"));
    check.set("tensors", report.part("tensors"));
    check.set("golden", report.part("golden"));
    return new ModelVersion(
        wish.model(),
        "",
        digest.toString(),
        upload.bytes(),
        wish.fileName(),
        clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MICROS),
        wish.by(),
        wish.why(),
        report.text("task"),
        report.text("family"),
        report.part("input"),
        report.texts("labels"),
        report.text("manifest"),
        source,
        !source.equals("guessed"),
        report.texts("assumed"),
        check,
        told(wish.metrics(), report.part("metrics")),
        told(wish.lineage(), report.part("lineage")),
        report.json().path("residentBytes").asLong(),
        report.json().path("inferenceMillis").asDouble());
  }

  /** What the uploader says, else what stands in the file. */
  private static JsonNode told(JsonNode said, JsonNode inFile) {
    return said.isEmpty() ? inFile : said;
  }

  private static Made stored(Import last, ModelVersion version) {
    var step = new Step("shelved", true, "it is " + version.id(), 0);
    return new Made(last.stored(step, version.version()), "stored");
  }

  private static Made known(Import last, ModelVersion version) {
    String detail =
        "these bytes, read this way, are %s since %s; no new version was made"
            .formatted(version.id(), version.createdAt());
    var step = new Step("known", true, detail, 0);
    return new Made(last.understood(version).stored(step, version.version()), "known");
  }

  private static Made refused(Import last, String step, String sentence) {
    return new Made(last.refused(step, sentence), "refused");
  }
}
