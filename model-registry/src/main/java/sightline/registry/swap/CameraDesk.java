package sightline.registry.swap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import sightline.events.slot.CameraChange;
import sightline.registry.log.Batch;
import sightline.registry.log.CommitLog;
import sightline.registry.log.NotWritten;
import sightline.registry.metrics.RegistryMetrics;
import sightline.registry.shelf.AuditTrail;
import sightline.registry.shelf.CameraForm;
import sightline.registry.shelf.Changes.Who;
import sightline.registry.shelf.Keys;
import sightline.registry.shelf.Knowledge;
import sightline.registry.shelf.Refused;
import sightline.registry.shelf.Refused.Kind;

/**
 * What was changed of cameras while they run.
 *
 * <p>Threading: one thread.
 */
final class CameraDesk {

  private final int maxCameras;
  private final Supplier<Knowledge> known;
  private final CommitLog log;
  private final Clock clock;
  private final RegistryMetrics metrics;

  CameraDesk(int maxCameras, Supplier<Knowledge> known, CommitLog log, Promoter.Timed timed) {
    this.maxCameras = maxCameras;
    this.known = known;
    this.log = log;
    this.clock = timed.clock();
    this.metrics = timed.metrics();
  }

  /** As {@code Changes.camera}: the edition of the argument is the one that was seen. */
  CameraChange change(CameraChange wanted, Who who) throws NotWritten {
    Catalog.requireName(wanted.camera());
    CameraForm.require(wanted.settings());
    Knowledge now = known.get();
    CameraChange before = now.camera(wanted.camera());
    Editions.requireSeen(now, before, wanted.edition());
    if (before.settings().equals(wanted.settings())) {
      return before;
    }
    Map<String, String> settings = Collections.unmodifiableMap(new TreeMap<>(wanted.settings()));
    var after = new CameraChange(wanted.camera(), before.edition() + 1, settings);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(room(now, after));
    records.add(LogRecords.fact(Keys.of(after), after));
    var cause =
        new SlotScribe.Cause(who.by(), AuditTrail.CAMERA_CHANGED, after.camera(), who.why(), "", 0);
    records.add(
        LogRecords.audit(
            SlotScribe.entry(
                now.audit().nextId(),
                clock.instant(),
                cause,
                new Move("", "", List.of()),
                evidence(before, after))));
    log.commit(Batch.of(records));
    return after;
  }

  /** Of too many, one that is as its site file says makes room. */
  private List<ProducerRecord<byte[], byte[]>> room(Knowledge now, CameraChange added) {
    if (now.cameras().containsKey(added.camera()) || now.cameras().size() < maxCameras) {
      return List.of();
    }
    metrics.limitReached("maxCameras");
    return now.cameras().values().stream()
        .filter(one -> one.settings().isEmpty())
        .findFirst()
        .map(one -> List.of(LogRecords.gone(Keys.of(one))))
        .orElseThrow(
            () ->
                new Refused(
                    Kind.CONFLICT,
                    "%d cameras are changed, no more are kept (maxCameras)".formatted(maxCameras)));
  }

  private static ObjectNode evidence(CameraChange before, CameraChange after) {
    ObjectNode json = Evidence.none();
    ObjectNode was = json.putObject("before");
    before.settings().forEach(was::put);
    ObjectNode is = json.putObject("after");
    after.settings().forEach(is::put);
    return json;
  }
}
