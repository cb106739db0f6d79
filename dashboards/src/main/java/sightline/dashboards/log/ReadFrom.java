package sightline.dashboards.log;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Where reading begins, and what may be seen.
 *
 * <p>Threading: immutable, any thread.
 */
sealed interface ReadFrom {

  Duration PATIENCE = Duration.ofSeconds(5);

  /** Moves {@code reader}, which has {@code partitions}; {@code next} is where it was before. */
  void seek(Consumer<?, ?> reader, List<TopicPartition> partitions, Map<TopicPartition, Long> next);

  /** What Kafka does when a position is not in the log any more. */
  default String offsetReset() {
    return "earliest";
  }

  /** Kafka's name for what may be seen. */
  default String isolation() {
    return "read_uncommitted";
  }

  /** From the first record, each time anew. */
  record Beginning() implements ReadFrom {
    @Override
    public void seek(
        Consumer<?, ?> reader, List<TopicPartition> partitions, Map<TopicPartition, Long> next) {
      reader.seekToBeginning(partitions);
    }
  }

  /** From now on; who falls behind goes to the end again. */
  record End() implements ReadFrom {
    @Override
    public void seek(
        Consumer<?, ?> reader, List<TopicPartition> partitions, Map<TopicPartition, Long> next) {
      reader.seekToEnd(partitions);
      partitions.forEach(
          partition -> reader.position(partition, PATIENCE)); // now, not at first data
    }

    @Override
    public String offsetReset() {
      return "latest";
    }
  }

  /**
   * From some time ago, committed records only; a reader that begins anew goes on where it was.
   *
   * @param clock that says what time it is
   * @param window how long ago
   * @param maxRecords but at most so many offsets before the end of a partition
   */
  record Since(Clock clock, Duration window, long maxRecords) implements ReadFrom {
    @Override
    public void seek(
        Consumer<?, ?> reader, List<TopicPartition> partitions, Map<TopicPartition, Long> next) {
      long from = clock.instant().minus(window).toEpochMilli();
      var times = new HashMap<TopicPartition, Long>();
      partitions.forEach(partition -> times.put(partition, from));
      Map<TopicPartition, OffsetAndTimestamp> found = reader.offsetsForTimes(times, PATIENCE);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions, PATIENCE);
      for (TopicPartition partition : partitions) {
        long end = ends.get(partition);
        OffsetAndTimestamp oldest = found.get(partition);
        long start = Math.max(oldest == null ? end : oldest.offset(), end - maxRecords);
        long before = next.getOrDefault(partition, -1L);
        reader.seek(partition, before >= 0 && before <= end ? before : Math.max(0, start));
      }
    }

    @Override
    public String isolation() {
      return "read_committed";
    }
  }
}
