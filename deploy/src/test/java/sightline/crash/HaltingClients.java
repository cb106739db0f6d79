package sightline.crash;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import sightline.events.Topics;

/**
 * The usual clients of Kafka Streams, which tell a fuse where they are.
 *
 * <p>Threading: that of the clients.
 */
final class HaltingClients implements KafkaClientSupplier {

  private static final StackWalker STACK = StackWalker.getInstance();
  private static final Runnable NOTHING = () -> {};
  private static final Set<String> COMMITS =
      Set.of("commitTransaction", "commitSync", "commitAsync");
  private static final Set<String> OUTCOMES =
      Set.of(Topics.DETECTIONS.name(), Topics.REJECTIONS.name());

  private final KafkaClientSupplier usual = new DefaultKafkaClientSupplier();
  private final Fuse fuse;
  private final AtomicInteger uncommitted = new AtomicInteger();

  HaltingClients(Fuse fuse) {
    this.fuse = fuse;
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    Producer<byte[], byte[]> real = usual.getProducer(config);
    return wrapped(
        Producer.class,
        (proxy, method, arguments) -> {
          // What was sent so far is in the log when the process halts: the worst that can be.
          beforeProducer(method.getName(), arguments, real::flush);
          Object result = call(real, method, arguments);
          afterCommit(method.getName());
          return result;
        });
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    Consumer<byte[], byte[]> real = usual.getConsumer(config);
    return wrapped(
        Consumer.class,
        (proxy, method, arguments) -> {
          if (isCommit(method.getName())) {
            beforeCommit(NOTHING);
          }
          Object result = call(real, method, withTellingListener(arguments));
          afterCommit(method.getName());
          return result;
        });
  }

  private void beforeProducer(String method, Object[] arguments, Runnable flush) {
    switch (method) {
      case "send" -> beforeSend((ProducerRecord<?, ?>) arguments[0], flush);
      case "sendOffsetsToTransaction" -> reachedWithOutcomes(HaltPoint.BEFORE_OFFSETS, flush);
      case "commitTransaction" -> beforeCommit(flush);
      default -> {}
    }
  }

  private void beforeSend(ProducerRecord<?, ?> record, Runnable flush) {
    if (!OUTCOMES.contains(record.topic())) {
      return;
    }
    boolean first = uncommitted.getAndIncrement() == 0;
    if (!first && isBelow(HaltingClients::isDrain)) {
      fuse.reached(HaltPoint.IN_DRAIN, flush);
      if (isBelow(HaltingClients::isShutdown)) {
        fuse.reached(HaltPoint.IN_LAST_DRAIN, flush);
      }
    }
  }

  private void beforeCommit(Runnable flush) {
    reachedWithOutcomes(HaltPoint.BEFORE_COMMIT, flush);
    if (isBelow(HaltingClients::isShutdown)) {
      reachedWithOutcomes(HaltPoint.BEFORE_LAST_COMMIT, flush);
    }
  }

  private void afterCommit(String method) {
    if (isCommit(method)) {
      reachedWithOutcomes(HaltPoint.AFTER_COMMIT, NOTHING);
      uncommitted.set(0);
    }
  }

  /** A commit of nothing is no bad moment. */
  private void reachedWithOutcomes(HaltPoint point, Runnable last) {
    if (uncommitted.get() > 0) {
      fuse.reached(point, last);
    }
  }

  private static boolean isCommit(String method) {
    return COMMITS.contains(method);
  }

  private static boolean isBelow(Predicate<StackWalker.StackFrame> caller) {
    return STACK.walk(frames -> frames.anyMatch(caller));
  }

  private static boolean isDrain(StackWalker.StackFrame frame) {
    return frame.getMethodName().equals("flushCache") && frame.getClassName().startsWith("sight");
  }

  private static boolean isShutdown(StackWalker.StackFrame frame) {
    return frame.getMethodName().equals("shutdown") && frame.getClassName().endsWith("TaskManager");
  }

  private Object[] withTellingListener(Object[] arguments) {
    if (arguments == null) {
      return null;
    }
    Object[] changed = arguments.clone();
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] instanceof ConsumerRebalanceListener listener) {
        changed[i] = telling(listener);
      }
    }
    return changed;
  }

  private ConsumerRebalanceListener telling(ConsumerRebalanceListener real) {
    return new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        tellUnlessEmpty(HaltPoint.BEFORE_REVOCATION, partitions);
        real.onPartitionsRevoked(partitions);
        tellUnlessEmpty(HaltPoint.AFTER_REVOCATION, partitions);
      }

      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        real.onPartitionsAssigned(partitions);
      }

      @Override
      public void onPartitionsLost(Collection<TopicPartition> partitions) {
        real.onPartitionsLost(partitions);
      }
    };
  }

  private void tellUnlessEmpty(HaltPoint point, Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      fuse.reached(point, NOTHING);
    }
  }

  private static Object call(Object real, Method method, Object... arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @SuppressWarnings("unchecked") // the proxy implements just this interface
  private static <T> T wrapped(Class<?> type, InvocationHandler handler) {
    return (T)
        Proxy.newProxyInstance(
            HaltingClients.class.getClassLoader(), new Class<?>[] {type}, handler);
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return usual.getAdmin(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return usual.getRestoreConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return usual.getGlobalConsumer(config);
  }
}
