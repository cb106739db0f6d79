package sightline.registry.swap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import sightline.events.FrameId;
import sightline.registry.log.Batch;
import sightline.registry.log.CommitLog;
import sightline.registry.log.NotWritten;
import sightline.registry.metrics.RegistryMetrics;
import sightline.registry.shelf.AuditEntry;
import sightline.registry.shelf.Changes.Who;
import sightline.registry.shelf.Keys;
import sightline.registry.shelf.Knowledge;
import sightline.registry.shelf.Model;
import sightline.registry.shelf.ModelVersion;
import sightline.registry.shelf.Refused;
import sightline.registry.shelf.Refused.Kind;

/**
 * Models, their versions and aliases.
 *
 * <p>Threading: one thread.
 */
final class Catalog {

  private final CoreSettings.Limits limits;
  private final Supplier<Knowledge> known;
  private final CommitLog log;
  private final Clock clock;
  private final RegistryMetrics metrics;

  Catalog(
      CoreSettings.Limits limits, Supplier<Knowledge> known, CommitLog log, Promoter.Timed timed) {
    this.limits = limits;
    this.known = known;
    this.log = log;
    this.clock = timed.clock();
    this.metrics = timed.metrics();
  }

  ModelVersion add(ModelVersion wanted) throws NotWritten {
    requireName(wanted.model());
    Knowledge now = known.get();
    Optional<ModelVersion> same =
        now.versionsOf(wanted.model()).stream()
            .filter(one -> one.digest().equals(wanted.digest()))
            .filter(one -> one.manifest().equals(wanted.manifest()))
            .findFirst();
    if (same.isPresent()) {
      return same.get();
    }
    Model before =
        now.models().getOrDefault(wanted.model(), new Model(wanted.model(), 0, 0, Map.of()));
    requireRoom(now, before);
    ModelVersion version =
        with(wanted, Integer.toString(before.versions() + 1), wanted.confirmed());
    var model =
        new Model(before.name(), before.edition() + 1, before.versions() + 1, before.aliases());
    ObjectNode evidence =
        Evidence.none()
            .put("digest", version.digest())
            .put("sizeBytes", version.sizeBytes())
            .put("manifestSource", version.manifestSource())
            .put("residentBytes", version.residentBytes())
            .put("inferenceMillis", version.inferenceMillis());
    write(
        model,
        List.of(version),
        entry(
            new Who(version.by(), version.why()),
            "imported",
            model.name(),
            new Move("", version.id(), List.of()),
            evidence));
    return version;
  }

  Model alias(String name, long edition, Map.Entry<String, String> alias, Who who)
      throws NotWritten {
    Model before = model(name);
    Editions.requireSeen(known.get(), before, edition);
    requireAlias(alias.getKey());
    Map<String, String> aliases = new TreeMap<>(before.aliases());
    String from = before.aliases().containsKey(alias.getKey()) ? aliases.get(alias.getKey()) : "";
    String to = alias.getValue().isBlank() ? "" : version(name, alias.getValue()).version();
    if (from.equals(to)) {
      return before;
    }
    if (to.isEmpty()) {
      aliases.remove(alias.getKey());
    } else {
      aliases.put(alias.getKey(), to);
    }
    var model = new Model(name, before.edition() + 1, before.versions(), aliases);
    write(
        model,
        List.of(),
        entry(
            who,
            "aliased",
            name,
            new Move(id(name, from), id(name, to), List.of()),
            Evidence.none().put("alias", alias.getKey())));
    return model;
  }

  ModelVersion confirm(String name, String numberOrAlias, Who who) throws NotWritten {
    Model before = model(name);
    ModelVersion version = version(name, numberOrAlias);
    if (version.confirmed()) {
      return version;
    }
    ModelVersion confirmed = with(version, version.version(), true);
    var model = new Model(name, before.edition() + 1, before.versions(), before.aliases());
    ObjectNode evidence = Evidence.none();
    version.assumed().forEach(evidence.putArray("assumed")::add);
    write(
        model,
        List.of(confirmed),
        entry(who, "confirmed", name, new Move("", version.id(), List.of()), evidence));
    return confirmed;
  }

  private void write(Model model, List<ModelVersion> versions, AuditEntry entry) throws NotWritten {
    var records =
        new java.util.ArrayList<org.apache.kafka.clients.producer.ProducerRecord<byte[], byte[]>>();
    versions.forEach(one -> records.add(LogRecords.fact(Keys.of(one), one)));
    records.add(LogRecords.fact(Keys.of(model), model));
    records.add(LogRecords.audit(entry));
    log.commit(Batch.of(records));
  }

  private AuditEntry entry(Who who, String action, String model, Move move, ObjectNode evidence) {
    var cause = new SlotScribe.Cause(who.by(), action, model, who.why(), "", 0);
    return SlotScribe.entry(known.get().audit().nextId(), clock.instant(), cause, move, evidence);
  }

  private void requireRoom(Knowledge now, Model before) {
    if (before.versions() == 0 && now.models().size() >= limits.maxModels()) {
      metrics.limitReached("maxModels");
      throw new Refused(
          Kind.CONFLICT,
          "there are %d models, no more are kept (maxModels)".formatted(limits.maxModels()));
    }
    if (before.versions() >= limits.maxVersions()) {
      metrics.limitReached("maxVersions");
      throw new Refused(
          Kind.CONFLICT,
          "model %s has %d versions, no more are kept (maxVersions)"
              .formatted(before.name(), before.versions()));
    }
  }

  private Model model(String name) {
    return Optional.ofNullable(known.get().models().get(name))
        .orElseThrow(() -> new Refused(Kind.UNKNOWN, "there is no model " + name));
  }

  private ModelVersion version(String model, String numberOrAlias) {
    return known
        .get()
        .version(model, numberOrAlias)
        .orElseThrow(
            () ->
                new Refused(
                    Kind.UNKNOWN,
                    "model %s has no version or alias %s".formatted(model, numberOrAlias)));
  }

  private static void requireAlias(String alias) {
    requireName(alias);
    if (alias.equals(Knowledge.LATEST) || alias.chars().allMatch(Character::isDigit)) {
      throw new Refused(
          Kind.INVALID, "alias is '%s', expected no number and not latest".formatted(alias));
    }
  }

  static void requireName(String name) {
    try {
      FrameId.requireCamera(name);
    } catch (IllegalArgumentException e) {
      throw new Refused(Kind.INVALID, "name: " + e.getMessage());
    }
  }

  private static String id(String name, String version) {
    return version.isEmpty() ? "" : name + "/" + version;
  }

  private static ModelVersion with(ModelVersion one, String version, boolean confirmed) {
    return new ModelVersion(
        one.model(),
        version,
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
        confirmed,
        one.assumed(),
        one.check(),
        one.metrics(),
        one.lineage(),
        one.residentBytes(),
        one.inferenceMillis());
  }
}
