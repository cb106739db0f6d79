package sightline.deploy.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import sightline.deploy.soak.measure.LatencyHistogram;
import sightline.events.CameraStatus;
import sightline.events.LedgerRow;
import sightline.events.Provenance;
import sightline.events.Stage;
import sightline.events.Topic;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.MalformedRecord;
import sightline.events.codec.ResultCodec;

/**
 * Counts and measures what a run writes. Frames captured before the run began do not count.
 *
 * <p>Threading: any thread.
 */
public final class RunBook {

  /** What has to be read for it. */
  public static final List<Topic> TOPICS =
      List.of(
          Topics.CAMERAS, Topics.DETECTIONS, Topics.SEGMENTATIONS, Topics.ANOMALIES, Topics.LEDGER);

  private record Row(String camera, String slot, Instant minute) {}

  private record Account(String camera, String slot) implements Comparable<Account> {
    @Override
    public int compareTo(Account other) {
      return toString().compareTo(other.toString());
    }
  }

  private final Instant began;
  private final Map<String, CameraStatus> cameras = new TreeMap<>();
  private final Map<String, Long> inferred = new TreeMap<>();
  private final Map<Row, LedgerRow> ledger = new LinkedHashMap<>();
  private final Map<Stage, LatencyHistogram> stages = new EnumMap<>(Stage.class);
  private Instant first;
  private long malformed;

  public RunBook(Instant began) {
    this.began = began;
  }

  /** Takes one record, each exactly once. */
  public synchronized void accept(ConsumerRecord<String, byte[]> message) {
    try {
      if (message.value() != null) {
        take(message.topic(), message.value());
      }
    } catch (MalformedRecord e) {
      malformed++;
    }
  }

  private void take(String topic, byte[] value) throws MalformedRecord {
    if (topic.equals(Topics.CAMERAS.name())) {
      CameraStatus status = CanonicalJson.read(value, CameraStatus.class);
      cameras.put(status.camera(), status);
    } else if (topic.equals(Topics.LEDGER.name())) {
      LedgerRow row = CanonicalJson.read(value, LedgerRow.class);
      if (!row.minute().plus(Duration.ofMinutes(1)).isBefore(began)) {
        ledger.put(new Row(row.camera(), row.slot(), row.minute()), row);
      }
    } else if (topic.equals(Topics.ANOMALIES.name())) {
      result(ResultCodec.readAnomaly(value).provenance());
    } else {
      result(ResultCodec.readDetected(value).provenance());
    }
  }

  private void result(Provenance from) {
    if (from.capturedAt().isBefore(began)) {
      return;
    }
    inferred.merge(from.slot(), 1L, Long::sum);
    Map<Stage, Duration> times = from.stages().sinceCapture();
    times.forEach(
        (stage, time) -> stages.computeIfAbsent(stage, any -> new LatencyHistogram()).add(time));
    Instant done = from.capturedAt().plus(times.getOrDefault(Stage.FORWARDED, Duration.ZERO));
    first = first == null || done.isBefore(first) ? done : first;
  }

  /** Whether every frame that the cameras say they gave has an outcome in the ledger. */
  public synchronized boolean isSettled() {
    List<SlotTotals> totals = ledger();
    return !totals.isEmpty()
        && totals.stream()
            .allMatch(
                one ->
                    one.inFlight() == 0
                        && (!cameras.containsKey(one.camera())
                            || one.captured() >= cameras.get(one.camera()).counts().captured()));
  }

  /** The accounts by camera and slot. */
  public synchronized List<SlotTotals> ledger() {
    var accounts = new TreeMap<Account, List<LedgerRow>>();
    for (LedgerRow row : ledger.values()) {
      accounts
          .computeIfAbsent(new Account(row.camera(), row.slot()), any -> new ArrayList<>())
          .add(row);
    }
    return accounts.values().stream().map(SlotTotals::of).toList();
  }

  /** Frames that the cameras gave and that were published, over all cameras. */
  synchronized long captured() {
    return cameras.values().stream().mapToLong(status -> status.counts().captured()).sum();
  }

  synchronized long published() {
    return cameras.values().stream().mapToLong(status -> status.counts().published()).sum();
  }

  synchronized Map<String, Long> inferred() {
    return new TreeMap<>(inferred);
  }

  /** By stage, in the order in which frames meet them. */
  synchronized Map<Stage, LatencyHistogram> stages() {
    return stages.isEmpty() ? Map.of() : new EnumMap<>(stages);
  }

  /** From the beginning of the run to the first result. */
  synchronized Optional<Duration> toFirstResult() {
    return Optional.ofNullable(first).map(at -> Duration.between(began, at));
  }

  synchronized long malformed() {
    return malformed;
  }
}
