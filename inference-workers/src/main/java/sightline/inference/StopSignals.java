package sightline.inference;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns Ctrl-C, and being told to end, into a wish that the main thread carries out before the JVM
 * begins its shutdown. The second signal ends the process at once.
 *
 * <p>A shutdown hook would not do: hooks run side by side, and one of ONNX Runtime's frees what its
 * sessions still use, which crashes the process.
 *
 * <p>Threading: {@code install} and {@code close} from one thread; signals come on one of the JVM.
 *
 * <p>Ownership: close puts back the handlers that were there before.
 */
public final class StopSignals implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);
  private static final Map<String, Integer> NUMBERS = Map.of("INT", 2, "TERM", 15, "HUP", 1);

  /** What a shell adds to the number of the signal that ended a process. */
  private static final int BY_SIGNAL = 128;

  private final Runnable onStop;
  private final AtomicInteger received = new AtomicInteger();
  private final Map<Object, Object> before = new LinkedHashMap<>();

  private StopSignals(Runnable onStop) {
    this.onStop = onStop;
  }

  /** Runs {@code onStop}, which must return at once, on the first signal. */
  public static StopSignals install(Runnable onStop) {
    var signals = new StopSignals(onStop);
    NUMBERS.forEach(signals::handle);
    return signals;
  }

  /** The exit code of a process that ended because of a signal; {@code otherwise} without one. */
  public int exitCodeOr(int otherwise) {
    return received.get() == 0 ? otherwise : BY_SIGNAL + received.get();
  }

  /** Whether a signal came. */
  public boolean isStopped() {
    return received.get() != 0;
  }

  @Override
  public void close() {
    before.forEach(StopSignals::set);
    before.clear();
  }

  /* The class that handles signals is in every JDK (module jdk.unsupported), but compiling against
   * it cannot be done without a warning. */
  private void handle(String name, int number) {
    try {
      Object signal = signalClass().getConstructor(String.class).newInstance(name);
      Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              StopSignals.class.getClassLoader(),
              new Class<?>[] {handlerClass},
              (proxy, method, arguments) -> answer(method, proxy, number));
      before.put(signal, set(signal, handler));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.info("signal {} is left to the JVM: {}", name, e.toString());
    }
  }

  private Object answer(Method method, Object proxy, int number) {
    return switch (method.getName()) {
      case "handle" -> {
        receive(number);
        yield null;
      }
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "stop signal " + number;
      default -> false; // equals
    };
  }

  private void receive(int number) {
    if (received.compareAndSet(0, number)) {
      onStop.run();
    } else {
      Runtime.getRuntime().halt(BY_SIGNAL + number);
    }
  }

  private static Object set(Object signal, Object handler) {
    try {
      return signalClass()
          .getMethod("handle", signalClass(), Class.forName("sun.misc.SignalHandler"))
          .invoke(null, signal, handler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e.getCause() == null ? e : e.getCause());
    }
  }

  private static Class<?> signalClass() throws ClassNotFoundException {
    return Class.forName("sun.misc.Signal");
  }
}
