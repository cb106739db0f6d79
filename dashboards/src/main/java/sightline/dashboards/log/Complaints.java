package sightline.dashboards.log;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.codec.MalformedRecord;

/**
 * Records that nobody can read: each is counted and passed over; the first of each topic is logged.
 *
 * <p>Threading: any thread.
 */
final class Complaints {

  private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

  private final DashboardsMetrics metrics;
  private final Set<String> complained = ConcurrentHashMap.newKeySet();

  Complaints(DashboardsMetrics metrics) {
    this.metrics = metrics;
  }

  void about(ConsumerRecord<byte[], byte[]> entry, MalformedRecord why) {
    metrics.malformedRecord(entry.topic());
    if (complained.add(entry.topic())) {
      LOG.warn(
          "record at {}-{} offset {} is passed over, and so will be others like it: {}",
          entry.topic(),
          entry.partition(),
          entry.offset(),
          why.getMessage());
    }
  }
}
