package sightline.deploy.broker;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import sightline.events.Topic;

/** What a topic asks of the broker. */
final class LogSettings {

  private LogSettings() {}

  /** The settings of {@code topic} under Kafka's own names. */
  static Map<String, String> of(Topic topic) {
    var settings = new TreeMap<String, String>();
    settings.put("max.message.bytes", Integer.toString(topic.maxRecordBytes()));
    if (topic.compacted()) {
      settings.put("cleanup.policy", "compact");
      // Only closed segments are compacted: close them early, or readers replay a week.
      settings.put("segment.bytes", Integer.toString(1 << 20));
      settings.put("segment.ms", Long.toString(Duration.ofMinutes(10).toMillis()));
      settings.put("min.cleanable.dirty.ratio", "0.1");
    } else {
      settings.put("cleanup.policy", "delete");
      settings.put("retention.ms", Long.toString(topic.retention().toMillis()));
      settings.put("retention.bytes", Long.toString(topic.retentionBytes()));
      if (topic.retentionBytes() > 0) { // small segments, so that retention can act
        settings.put(
            "segment.bytes",
            Long.toString(Math.max(1 << 20, Math.min(64 << 20, topic.retentionBytes() / 4))));
      }
    }
    return settings;
  }
}
