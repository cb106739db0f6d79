package sightline.registry.swap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sightline.events.codec.CanonicalJson;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.SlotRecord.Candidate;
import sightline.events.slot.SlotRecord.Switch;
import sightline.events.slot.SlotState;
import sightline.registry.log.Batch;
import sightline.registry.log.CommitLog;
import sightline.registry.log.NotWritten;
import sightline.registry.shelf.AuditEntry;
import sightline.registry.shelf.Keys;

/**
 * Writes what happens to slots: the slot's record, the audit and the markers, together.
 *
 * <p>Threading: one thread.
 */
final class SlotScribe {

  /** Bytes of a slot's record: older switches give way before it is too large for the topic. */
  private static final int MAX_RECORD_BYTES = LogRecords.MAX_VALUE_BYTES;

  private final CommitLog log;
  private final int historyKept;

  SlotScribe(CommitLog log, int historyKept) {
    this.log = log;
    this.historyKept = historyKept;
  }

  /** Puts the candidate into the slot's record, or takes it away. */
  void note(SlotRecord slot, List<Candidate> candidates, AuditEntry entry) throws NotWritten {
    var next = new SlotRecord(slot.slot(), slot.edition() + 1, slot.switches(), candidates);
    log.commit(Batch.of(List.of(fact(next), LogRecords.audit(entry))));
  }

  /** Puts markers with {@code next} into every partition: from there on it is in force. */
  void change(SlotRecord slot, SlotState next, AuditEntry entry) throws NotWritten {
    var markers = LogRecords.markers(next, entry.at(), log.framePartitions());
    log.commit(
        new Batch(
            markers,
            offsets -> {
              SlotRecord record = changed(slot, new Switch(next, entry.at(), offsets));
              return List.of(fact(record), LogRecords.audit(at(entry, offsets)));
            }));
  }

  /** An entry without offsets. */
  static AuditEntry entry(long id, Instant at, Cause cause, Move move, ObjectNode evidence) {
    return new AuditEntry(
        Long.toString(id),
        at,
        cause.by(),
        cause.action(),
        cause.slot(),
        move.from(),
        move.to(),
        move.canary(),
        cause.why(),
        evidence,
        cause.promotion(),
        cause.revision(),
        Map.of());
  }

  /** Who does what to a slot, and why. */
  record Cause(
      String by, String action, String slot, String why, String promotion, long revision) {}

  private SlotRecord changed(SlotRecord slot, Switch now) {
    List<Switch> switches = new ArrayList<>();
    switches.add(now);
    slot.switches().stream().limit(historyKept - 1L).forEach(switches::add);
    return new SlotRecord(slot.slot(), slot.edition() + 1, switches, List.of());
  }

  private static org.apache.kafka.clients.producer.ProducerRecord<byte[], byte[]> fact(
      SlotRecord slot) {
    List<Switch> switches = new ArrayList<>(slot.switches());
    SlotRecord kept = slot;
    while (switches.size() > 2 && CanonicalJson.write(kept).length > MAX_RECORD_BYTES) {
      switches.remove(switches.size() - 1);
      kept = new SlotRecord(slot.slot(), slot.edition(), List.copyOf(switches), slot.candidates());
    }
    return LogRecords.fact(Keys.of(kept), kept);
  }

  private static AuditEntry at(AuditEntry entry, Map<Integer, Long> offsets) {
    return new AuditEntry(
        entry.id(),
        entry.at(),
        entry.by(),
        entry.action(),
        entry.subject(),
        entry.from(),
        entry.to(),
        entry.canary(),
        entry.why(),
        entry.evidence(),
        entry.promotion(),
        entry.revision(),
        offsets);
  }
}
