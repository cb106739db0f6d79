package sightline.inference.live;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import sightline.events.Topics;

/**
 * Stands before the consumer of a stream thread and lets of topic {@code frames} only pass what the
 * task can serve; a partition that waits for a model is paused at the record that needs it, and
 * nothing else waits.
 *
 * <p>Threading: the consumer's thread.
 */
public final class Gate implements InvocationHandler {
  /*
   * Kafka Streams pauses partitions on its own account, when it has enough of one or while a task
   * is being restored, and resumes them. What is paused is therefore whatever either wants paused.
   * What poll gave back and may not pass is asked for again by seeking to it: Kafka Streams never
   * sees it, and commits nothing behind it (ConsumerRecords.nextOffsets says where it goes on).
   */

  private final Consumer<byte[], byte[]> consumer;
  private final LiveSlots live;
  private final Set<TopicPartition> held = new HashSet<>();
  private final Set<TopicPartition> pausedByStreams = new HashSet<>();

  private Gate(Consumer<byte[], byte[]> consumer, LiveSlots live) {
    this.consumer = consumer;
    this.live = live;
  }

  /** {@code consumer} behind a gate. */
  @SuppressWarnings("unchecked")
  public static Consumer<byte[], byte[]> before(Consumer<byte[], byte[]> consumer, LiveSlots live) {
    return (Consumer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Gate.class.getClassLoader(), new Class<?>[] {Consumer.class}, new Gate(consumer, live));
  }

  @Override
  @SuppressWarnings("unchecked")
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "poll" -> {
        openWhatMayPass();
        return passed((ConsumerRecords<byte[], byte[]>) call(method, arguments));
      }
      case "pause" -> pausedByStreams.addAll((Collection<TopicPartition>) arguments[0]);
      case "resume" -> {
        pausedByStreams.removeAll((Collection<TopicPartition>) arguments[0]);
        var free = new ArrayList<>((Collection<TopicPartition>) arguments[0]);
        free.removeAll(held);
        consumer.resume(free);
        return null;
      }
      default -> {}
    }
    return call(method, arguments);
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(consumer, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void openWhatMayPass() {
    if (held.isEmpty() && pausedByStreams.isEmpty()) {
      return;
    }
    Set<TopicPartition> assigned = consumer.assignment();
    held.retainAll(assigned);
    pausedByStreams.retainAll(assigned);
    for (TopicPartition partition : List.copyOf(held)) {
      if (live.mayPass(partition.partition())) {
        held.remove(partition);
        if (!pausedByStreams.contains(partition)) {
          consumer.resume(List.of(partition));
        }
      } else {
        consumer.pause(List.of(partition)); // a new assignment may have undone it
      }
    }
  }

  private ConsumerRecords<byte[], byte[]> passed(ConsumerRecords<byte[], byte[]> polled) {
    Map<TopicPartition, Integer> cuts = new HashMap<>();
    for (TopicPartition partition : polled.partitions()) {
      if (partition.topic().equals(Topics.FRAMES.name())) {
        List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
        int passable = live.passable(partition.partition(), records);
        if (passable < records.size()) {
          cuts.put(partition, passable);
        }
      }
    }
    return cuts.isEmpty() ? polled : cut(polled, cuts);
  }

  private ConsumerRecords<byte[], byte[]> cut(
      ConsumerRecords<byte[], byte[]> polled, Map<TopicPartition, Integer> cuts) {
    var records = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
    polled.partitions().forEach(partition -> records.put(partition, polled.records(partition)));
    var next = new HashMap<TopicPartition, OffsetAndMetadata>(polled.nextOffsets());
    cuts.forEach(
        (partition, passable) -> {
          List<ConsumerRecord<byte[], byte[]>> all = records.get(partition);
          ConsumerRecord<byte[], byte[]> first = all.get(passable);
          hold(partition, first.offset());
          next.put(partition, new OffsetAndMetadata(first.offset(), first.leaderEpoch(), ""));
          records.put(partition, all.subList(0, passable));
          if (passable == 0) {
            records.remove(partition);
          }
        });
    return new ConsumerRecords<>(records, next);
  }

  private void hold(TopicPartition partition, long offset) {
    consumer.seek(partition, offset);
    consumer.pause(List.of(partition));
    held.add(partition);
  }
}
