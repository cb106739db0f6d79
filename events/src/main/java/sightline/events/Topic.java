package sightline.events;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A topic as it must exist.
 *
 * @param name of the topic
 * @param partitions fixed when the topic is made
 * @param retention how long records stay; ignored when {@code compacted}
 * @param retentionBytes how much one partition may hold, bytes; -1 for no limit
 * @param maxRecordBytes largest record batch accepted, bytes
 * @param compacted whether only the newest record of a key stays
 */
public record Topic(
    String name,
    int partitions,
    Duration retention,
    long retentionBytes,
    int maxRecordBytes,
    boolean compacted) {

  /** The same topic with another number of partitions. */
  public Topic withPartitions(int count) {
    return new Topic(name, count, retention, retentionBytes, maxRecordBytes, compacted);
  }

  /** The topic's settings under Kafka's own names. */
  public Map<String, String> settings() {
    var settings = new TreeMap<String, String>();
    settings.put("max.message.bytes", Integer.toString(maxRecordBytes));
    if (compacted) {
      settings.put("cleanup.policy", "compact");
      // Only closed segments are compacted: close them early, or readers replay a week.
      settings.put("segment.bytes", Integer.toString(1 << 20));
      settings.put("segment.ms", Long.toString(Duration.ofMinutes(10).toMillis()));
      settings.put("min.cleanable.dirty.ratio", "0.1");
    } else {
      settings.put("cleanup.policy", "delete");
      settings.put("retention.ms", Long.toString(retention.toMillis()));
      settings.put("retention.bytes", Long.toString(retentionBytes));
      if (retentionBytes > 0) { // small segments, so that retention can act
        settings.put(
            "segment.bytes",
            Long.toString(Math.max(1 << 20, Math.min(64 << 20, retentionBytes / 4))));
      }
    }
    return settings;
  }
}
