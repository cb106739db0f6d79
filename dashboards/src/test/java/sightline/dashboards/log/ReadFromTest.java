package sightline.dashboards.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import sightline.dashboards.feed.ManualClock;
import sightline.dashboards.feed.Samples;
import sightline.dashboards.log.ReadFrom.Since;

class ReadFromTest {

  private static final TopicPartition QUIET = new TopicPartition("ledger", 0);
  private static final TopicPartition BUSY = new TopicPartition("ledger", 1);
  private static final long END = 1_000;

  private final FakeLog log = new FakeLog();

  /** A consumer of a log whose offset {@code n} was written {@code END - n} seconds ago. */
  private static final class FakeLog extends MockConsumer<byte[], byte[]> {
    FakeLog() {
      super("earliest");
      assign(List.of(QUIET, BUSY));
      updateEndOffsets(Map.of(QUIET, 0L, BUSY, END));
      updateBeginningOffsets(Map.of(QUIET, 0L, BUSY, 0L));
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times, Duration timeout) {
      var found = new HashMap<TopicPartition, OffsetAndTimestamp>();
      long age = Samples.START.toEpochMilli() - times.get(BUSY);
      found.put(BUSY, new OffsetAndTimestamp(Math.max(0, END - age / 1_000), times.get(BUSY)));
      found.put(QUIET, null);
      return found;
    }
  }

  @Test
  void shouldBeginAsFarBackAsTheWindow() {
    since(Duration.ofMinutes(10), Long.MAX_VALUE).seek(log, List.of(QUIET, BUSY), Map.of());

    assertThat(log.position(BUSY)).isEqualTo(END - 600);
    assertThat(log.position(QUIET)).isZero();
  }

  @Test
  void shouldNotGoFurtherBackThanTheMostRecordsInALongLog() {
    since(Duration.ofMinutes(10), 100).seek(log, List.of(QUIET, BUSY), Map.of());

    assertThat(log.position(BUSY)).isEqualTo(END - 100);
  }

  @Test
  void shouldGoOnWhereItWasWhenItBeginsAnew() {
    since(Duration.ofMinutes(10), 100).seek(log, List.of(QUIET, BUSY), Map.of(BUSY, 990L));

    assertThat(log.position(BUSY)).isEqualTo(990);
  }

  @Test
  void shouldBeginAfreshWhenTheLogIsANewOne() {
    since(Duration.ofMinutes(10), 100).seek(log, List.of(QUIET, BUSY), Map.of(BUSY, 5_000L));

    assertThat(log.position(BUSY)).isEqualTo(END - 100);
  }

  @Test
  void shouldSeeCommittedRecordsOnly() {
    assertThat(since(Duration.ofMinutes(10), 100).isolation()).isEqualTo("read_committed");
    assertThat(new ReadFrom.End().isolation()).isEqualTo("read_uncommitted");
  }

  private static Since since(Duration window, long maxRecords) {
    return new Since(new ManualClock(), window, maxRecords);
  }
}
