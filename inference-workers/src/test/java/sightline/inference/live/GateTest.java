package sightline.inference.live;

import static org.assertj.core.api.Assertions.assertThat;
import static sightline.inference.live.LiveFixtures.frame;
import static sightline.inference.live.LiveFixtures.marker;
import static sightline.inference.live.LiveFixtures.model;
import static sightline.inference.live.LiveFixtures.record;
import static sightline.inference.live.LiveFixtures.state;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sightline.events.Topics;
import sightline.events.slot.ServedModel;

class GateTest {

  private static final ServedModel ONE = model("1");
  private static final ServedModel TWO = model("2");
  private static final TopicPartition FRAMES = new TopicPartition(Topics.FRAMES.name(), 0);

  private final MockConsumer<byte[], byte[]> inside = new MockConsumer<>("earliest");
  private final LiveSlots live = new LiveSlots(10);
  private final Consumer<byte[], byte[]> consumer = Gate.before(inside, live);

  @BeforeEach
  void assign() {
    inside.assign(List.of(FRAMES));
    inside.updateBeginningOffsets(Map.of(FRAMES, 0L));
    live.accept(record(state(1, ONE), 0));
    ready(ONE);
    live.open(0, List.of());
  }

  @Test
  void shouldStopAtAMarkerThatCannotBeServedAndGoOnFromIt() {
    add(frame(0), frame(1), marker(2, state(2, TWO)), frame(3));

    ConsumerRecords<byte[], byte[]> first = poll();
    ConsumerRecords<byte[], byte[]> second = poll();
    ready(TWO);
    add(marker(2, state(2, TWO)), frame(3)); // the fake forgets what it once gave
    ConsumerRecords<byte[], byte[]> third = poll();

    assertThat(offsets(first)).containsExactly(0L, 1L);
    assertThat(first.nextOffsets().get(FRAMES).offset()).isEqualTo(2);
    assertThat(offsets(second)).isEmpty();
    assertThat(offsets(third)).containsExactly(2L, 3L);
  }

  @Test
  void shouldKeepAPartitionPausedThoughKafkaStreamsResumesIt() {
    add(marker(0, state(2, TWO)));
    poll();

    consumer.pause(List.of(FRAMES));
    consumer.resume(List.of(FRAMES));

    assertThat(inside.paused()).containsExactly(FRAMES);
  }

  @Test
  void shouldKeepAPartitionPausedThatKafkaStreamsWantsPaused() {
    add(marker(0, state(2, TWO)));
    poll();
    consumer.pause(List.of(FRAMES));

    ready(TWO);
    poll();

    assertThat(inside.paused()).containsExactly(FRAMES);
    consumer.resume(List.of(FRAMES));
    assertThat(inside.paused()).isEmpty();
  }

  @Test
  void shouldLetOtherPartitionsGoOn() {
    var other = new TopicPartition(Topics.FRAMES.name(), 1);
    inside.assign(List.of(FRAMES, other));
    inside.updateBeginningOffsets(Map.of(FRAMES, 0L, other, 0L));
    live.open(1, List.of());
    add(marker(0, state(2, TWO)), frame(1));
    inside.addRecord(new ConsumerRecord<>(Topics.FRAMES.name(), 1, 0, new byte[0], new byte[0]));

    ConsumerRecords<byte[], byte[]> polled = poll();

    assertThat(polled.records(other)).hasSize(1);
    assertThat(polled.records(FRAMES)).isEmpty();
    assertThat(inside.paused()).containsExactly(FRAMES);
    assertThat(inside.position(FRAMES)).isZero();
  }

  @Test
  void shouldPassOnWhatTheConsumerThrows() {
    inside.setPollException(new org.apache.kafka.common.KafkaException("planted"));

    org.assertj.core.api.Assertions.assertThatThrownBy(this::poll)
        .isInstanceOf(org.apache.kafka.common.KafkaException.class)
        .hasMessage("planted");
  }

  private ConsumerRecords<byte[], byte[]> poll() {
    return consumer.poll(Duration.ZERO);
  }

  @SafeVarargs
  private void add(ConsumerRecord<byte[], byte[]>... records) {
    for (ConsumerRecord<byte[], byte[]> one : records) {
      inside.addRecord(one);
    }
  }

  private static List<Long> offsets(ConsumerRecords<byte[], byte[]> records) {
    return StreamSupport.stream(records.spliterator(), false).map(ConsumerRecord::offset).toList();
  }

  private void ready(ServedModel model) {
    live.known(LiveFixtures.key(model)).ready(LiveFixtures.slot(model));
    live.changed();
  }
}
