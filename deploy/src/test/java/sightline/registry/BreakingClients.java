package sightline.registry;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import sightline.registry.log.Clients;

/**
 * The usual clients, which fail where a test wants it.
 *
 * <p>Threading: any thread.
 */
final class BreakingClients implements Clients {

  private static final int NEVER = -1;
  private static final Set<String> STEPS = Set.of("send", "commitTransaction");

  private final Clients usual = Clients.usual();
  private final AtomicInteger left = new AtomicInteger(NEVER);
  private final CountDownLatch thawed = new CountDownLatch(1);
  private volatile boolean frozen;

  /**
   * Breaks the connection of the producer once. Point 0 is before its next step, 1 after it, 2
   * before the step that follows, and so on; steps are sends and commits.
   */
  void breakAt(int point) {
    left.set(point);
  }

  boolean hasBroken() {
    return left.get() == NEVER;
  }

  /** From now on its member of the election neither polls nor leaves, as one that hangs. */
  void freeze() {
    frozen = true;
  }

  void thaw() {
    thawed.countDown();
  }

  @Override
  public Producer<byte[], byte[]> producer(Map<String, Object> settings) {
    Producer<byte[], byte[]> real = usual.producer(settings);
    return wrapped(
        Producer.class,
        (proxy, method, arguments) -> {
          boolean counts = STEPS.contains(method.getName());
          if (counts) {
            step("before " + method.getName());
          }
          Object result = call(real, method, arguments);
          if (counts) {
            step("after " + method.getName());
          }
          return result;
        });
  }

  @Override
  public Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    Consumer<byte[], byte[]> real = usual.consumer(settings);
    boolean election = settings.containsKey("group.id");
    return wrapped(
        Consumer.class,
        (proxy, method, arguments) -> {
          if (election && frozen && method.getName().equals("poll")) {
            thawed.await();
          }
          return call(real, method, arguments);
        });
  }

  @Override
  public Admin admin(Map<String, Object> settings) {
    return usual.admin(settings);
  }

  private void step(String where) {
    if (left.get() >= 0 && left.getAndDecrement() == 0) {
      throw new TimeoutException("broken on purpose " + where);
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
            BreakingClients.class.getClassLoader(), new Class<?>[] {type}, handler);
  }
}
