package sightline.inference.stage.pending;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * Holds no data: it is the place at which Kafka Streams says "offsets are about to be committed",
 * so that the stage can finish what it has in flight.
 *
 * <p>Threading: the stream thread of the task.
 */
public final class PendingStore implements StateStore, CachedStateStore<Object, Object> {
  /*
   * Why flushCache. A task that is about to commit calls flushCache() of its caching stores, then
   * flushes the producer, then commits the offsets; StateStore.commit() comes after that. Work that
   * is drained in commit() would therefore be lost by a crash in between. flushCache() is called
   * before interval commits, requested commits, revocation and clean close. (StreamTask and
   * ProcessorStateManager of Kafka Streams 4.3.1.) It is an internal interface; commit() below
   * fails loudly should a later version break the order.
   */

  /** What wants to be told. */
  public interface Drain {

    /** Finishes everything in flight and forwards it. */
    void drain();

    /** Forgets everything in flight: the task goes on elsewhere, from the committed offsets. */
    void forget();

    /** Frames in flight. */
    int pending();
  }

  private static final Drain NOTHING =
      new Drain() {
        @Override
        public void drain() {}

        @Override
        public void forget() {}

        @Override
        public int pending() {
          return 0;
        }
      };

  private final String name;
  private Drain drain = NOTHING;
  private boolean open;

  private PendingStore(String name) {
    this.name = name;
  }

  /** Builds one store for each task. */
  public static StoreBuilder<PendingStore> builder(String name) {
    return new Builder(name);
  }

  /** From now on {@code stage} is told. */
  public void attach(Drain stage) {
    drain = stage;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(root, (key, value) -> {});
    open = true;
  }

  @Override
  public void flushCache() {
    drain.drain();
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    if (drain.pending() > 0) {
      throw new IllegalStateException(
          "%d frames in flight after offsets were committed, expected 0"
              .formatted(drain.pending()));
    }
  }

  @Override
  public void clearCache() {
    drain.forget();
  }

  @Override
  public void close() {
    drain.forget();
    drain = NOTHING;
    open = false;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean setFlushListener(
      CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
    return false;
  }

  private record Builder(String name) implements StoreBuilder<PendingStore> {
    @Override
    public StoreBuilder<PendingStore> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<PendingStore> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<PendingStore> withLoggingEnabled(Map<String, String> config) {
      throw new UnsupportedOperationException("there is nothing to log");
    }

    @Override
    public StoreBuilder<PendingStore> withLoggingDisabled() {
      return this;
    }

    @Override
    public PendingStore build() {
      return new PendingStore(name);
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
      return false;
    }
  }
}
