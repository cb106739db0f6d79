package sightline.deploy.rejections;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import sightline.deploy.broker.BrokerFailed;
import sightline.events.FrameRejected;
import sightline.events.FrameRejected.Reason;
import sightline.events.LogPosition;
import sightline.events.Topics;
import sightline.events.codec.MalformedRecord;
import sightline.events.codec.ResultCodec;

/**
 * Collects the rejections that a filter takes: the newest of them whole, of the rest the number.
 *
 * <p>Threading: one thread.
 */
final class RejectionReader {

  private static final String ID = "ce_id";

  private static final Comparator<Rejection> OLDEST_FIRST =
      Comparator.comparing(Rejection::at)
          .thenComparing(rejection -> rejection.position().partition())
          .thenComparing(rejection -> rejection.position().offset());

  private final RejectionFilter filter;
  private final int most;
  private final TreeSet<Rejection> kept = new TreeSet<>(OLDEST_FIRST);
  private final Map<String, Rejection> standing = new HashMap<>();
  private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);
  private long unreadable;

  private RejectionReader(RejectionFilter filter, int most) {
    this.filter = filter;
    this.most = most;
  }

  /** Reads {@code log}, keeping the newest {@code most}. */
  static Rejections read(RecordLog log, RejectionFilter filter, int most, ReadLimits limits)
      throws BrokerFailed {
    var reader = new RejectionReader(filter, most);
    boolean complete = log.read(Topics.REJECTIONS, filter.since(), limits, reader::rejected);
    complete &= reader.readDetections(log, limits);
    return new Rejections(
        List.copyOf(reader.kept.descendingSet()), reader.counts, reader.unreadable, complete);
  }

  /** Only what is younger than the oldest rejection that is kept can have replaced one. */
  private boolean readDetections(RecordLog log, ReadLimits limits) throws BrokerFailed {
    if (kept.isEmpty()) {
      return true;
    }
    Instant since = kept.first().at();
    return log.read(Topics.DETECTIONS, since, limits, this::detected)
        && log.read(Topics.SEGMENTATIONS, since, limits, this::detected)
        && log.read(Topics.ANOMALIES, since, limits, this::detected);
  }

  void rejected(ConsumerRecord<String, byte[]> message) {
    try {
      FrameRejected event = ResultCodec.readRejected(message.value());
      if (filter.takes(event)) {
        counts.merge(event.reason(), 1L, Long::sum);
        keep(
            new Rejection(
                RejectionId.of(event.provenance()),
                event,
                Instant.ofEpochMilli(message.timestamp()),
                new LogPosition(message.topic(), message.partition(), message.offset()),
                ""));
      }
    } catch (MalformedRecord | IllegalArgumentException e) {
      unreadable++;
    }
  }

  void detected(ConsumerRecord<String, byte[]> message) {
    Header id = message.headers().lastHeader(ID);
    Rejection before = id == null ? null : standing.get(new String(id.value(), UTF_8));
    if (before != null && message.timestamp() >= before.at().toEpochMilli()) {
      replace(before, "inferred");
    }
  }

  private void keep(Rejection rejection) {
    Rejection before = standing.put(rejection.id().toString(), rejection);
    if (before != null) {
      replace(before, "rejected");
      standing.put(rejection.id().toString(), rejection);
    }
    kept.add(rejection);
    if (kept.size() > most) {
      Rejection oldest = kept.pollFirst();
      standing.remove(oldest.id().toString(), oldest);
    }
  }

  private void replace(Rejection before, String outcome) {
    Rejection replaced = before.replacedBy(outcome);
    if (kept.remove(before)) { // equal by time and place
      kept.add(replaced);
      standing.put(before.id().toString(), replaced);
    }
  }

  /**
   * What was found.
   *
   * @param newest first
   * @param counts of all that match, by reason
   * @param unreadable records that are no rejections
   * @param complete whether everything was read
   */
  record Rejections(
      List<Rejection> newest, Map<Reason, Long> counts, long unreadable, boolean complete) {

    long total() {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
