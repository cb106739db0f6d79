package sightline.registry.shelf;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.MalformedRecord;
import sightline.events.slot.CameraChange;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.WorkerStatus;
import sightline.registry.metrics.RegistryMetrics;

/**
 * Turns the records of the log, one after the other, into {@link Knowledge}.
 *
 * <p>Threading: the reader's.
 */
public final class ShelfBook {

  private static final Comparator<ModelVersion> NEWEST_FIRST =
      Comparator.comparingLong((ModelVersion one) -> Long.parseLong(one.version())).reversed();

  private final int maxWorkers;
  private final int maxAudit;
  private final Clock clock;
  private final RegistryMetrics metrics;
  private final SortedMap<String, Model> models = new TreeMap<>();
  private final Map<String, List<ModelVersion>> versions = new HashMap<>();
  private final SortedMap<String, SlotRecord> slots = new TreeMap<>();
  private final SortedMap<String, CameraChange> cameras = new TreeMap<>();
  private final SortedMap<String, Heard> heard = new TreeMap<>();
  private final Deque<AuditEntry> audit = new ArrayDeque<>();
  private WriterRecord writer = WriterRecord.NOBODY;
  private AuditTrail trail = AuditTrail.NOTHING;
  private boolean trailIsOld;
  private long lastAudit;

  /**
   * @param maxWorkers whose status is kept
   * @param maxAudit entries kept
   */
  public ShelfBook(int maxWorkers, int maxAudit, Clock clock, RegistryMetrics metrics) {
    this.maxWorkers = maxWorkers;
    this.maxAudit = maxAudit;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Takes one record.
   *
   * @param value nothing when the key was taken back
   */
  public void take(String topic, String key, List<byte[]> value) {
    try {
      if (topic.equals(Topics.MODEL_AUDIT.name())) {
        for (byte[] bytes : value) {
          append(CanonicalJson.read(bytes, AuditEntry.class));
        }
      } else if (topic.equals(Topics.WORKER_STATUS.name())) {
        takeStatus(key, value);
      } else if (value.isEmpty()) {
        slots.remove(nameIn(key, SlotRecord.KEY));
        cameras.remove(nameIn(key, CameraChange.KEY));
      } else {
        takeFact(key, value.get(0));
      }
    } catch (MalformedRecord | IllegalArgumentException e) {
      metrics.malformedRecord(topic); // written by someone else
    }
  }

  /** All that was taken so far. */
  public Knowledge publish() {
    if (trailIsOld) {
      trail = AuditTrail.of(audit);
      trailIsOld = false;
    }
    metrics.known(models.size(), slots.size());
    return new Knowledge(
        Collections.unmodifiableMap(new TreeMap<>(models)),
        Map.copyOf(versions),
        Collections.unmodifiableMap(new TreeMap<>(slots)),
        Collections.unmodifiableMap(new TreeMap<>(cameras)),
        Collections.unmodifiableMap(new TreeMap<>(heard)),
        trail,
        writer);
  }

  private void takeFact(String key, byte[] value) throws MalformedRecord {
    if (key.startsWith(SlotRecord.KEY)) {
      SlotRecord slot = CanonicalJson.read(value, SlotRecord.class);
      slots.put(slot.slot(), slot);
    } else if (key.startsWith(CameraChange.KEY)) {
      CameraChange camera = CanonicalJson.read(value, CameraChange.class);
      cameras.put(camera.camera(), camera);
    } else if (key.startsWith(Keys.MODEL)) {
      Model model = CanonicalJson.read(value, Model.class);
      models.put(model.name(), model);
    } else if (key.startsWith(Keys.VERSION)) {
      put(CanonicalJson.read(value, ModelVersion.class));
    } else if (key.equals(Keys.WRITER)) {
      writer = CanonicalJson.read(value, WriterRecord.class);
    }
  }

  private void put(ModelVersion version) {
    var all = new ArrayList<>(versions.getOrDefault(version.model(), List.of()));
    all.removeIf(one -> one.version().equals(version.version()));
    all.add(version);
    all.sort(NEWEST_FIRST);
    versions.put(version.model(), List.copyOf(all));
  }

  private void append(AuditEntry entry) {
    long number = Long.parseLong(entry.id());
    if (number <= lastAudit) {
      return; // read once more after the connection broke
    }
    lastAudit = number;
    audit.addLast(entry);
    trailIsOld = true;
    if (audit.size() > maxAudit) {
      audit.removeFirst();
      metrics.limitReached("maxAudit");
    }
  }

  private void takeStatus(String worker, List<byte[]> value) throws MalformedRecord {
    if (value.isEmpty()) {
      heard.remove(worker);
    } else if (heard.containsKey(worker) || heard.size() < maxWorkers || forgetsOldest()) {
      heard.put(
          worker, new Heard(CanonicalJson.read(value.get(0), WorkerStatus.class), clock.instant()));
    }
  }

  /** Workers come and go under new names: who said nothing for longest makes room. */
  private boolean forgetsOldest() {
    metrics.limitReached("maxWorkers");
    return heard.entrySet().stream()
        .min(Map.Entry.comparingByValue(Comparator.comparing(Heard::at)))
        .map(Map.Entry::getKey)
        .map(heard::remove)
        .isPresent();
  }

  private static String nameIn(String key, String prefix) {
    return key.startsWith(prefix) ? key.substring(prefix.length()) : "";
  }
}
