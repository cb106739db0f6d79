package sightline.inference.stage;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.InternalFixedKeyRecordFactory;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.LedgerRow;
import sightline.inference.ledger.Ledger;

/**
 * Keeps the ledger of one task: takes it from the task's store, and writes it back, with the rows
 * that are due, in the transaction of the results.
 *
 * <p>Threading: the stream thread of the task.
 *
 * <p>Ownership: closes the ledger.
 *
 * @param <V> what the stage forwards, rows among it
 */
final class LedgerKeeper<V> implements AutoCloseable {
  /*
   * Order. A processor that has a keeper calls beforeCommit at the end of its drain, that is from
   * PendingStore.flushCache, after the last outcome was forwarded and settled: what the store is
   * given there goes to the changelog, and what is forwarded to the producer, before Kafka Streams
   * flushes the producer and commits the offsets. The store has no cache: a cache of a store that is
   * registered behind the drain would be flushed behind the offsets.
   *
   * Silence. A commit comes at every interval, also when no record did, because the stage has a
   * punctuation and Kafka Streams counts that as work. So beforeCommit alone brings out the last
   * change of a minute that is over. A stage without punctuation would have to schedule one.
   */

  private static final Logger log = LoggerFactory.getLogger(LedgerKeeper.class);

  /** Name of the store; its changelog is called after it. */
  static final String STORE = "ledger";

  /** Small segments, so that the changelog is compacted soon. */
  private static final Map<String, String> CHANGELOG =
      Map.of("segment.bytes", Integer.toString(4 << 20), "min.cleanable.dirty.ratio", "0.2");

  /** Makes what the stage forwards of a row. */
  interface Wrapping<V> {
    V of(LedgerRow row);
  }

  private final InternalProcessorContext<String, V> context;
  private final ProcessorNode<?, ?, ?, ?> node;
  private final KeyValueStore<String, byte[]> store;
  private final Ledger ledger;
  private final Wrapping<V> wrapping;
  private final Clock clock;

  private LedgerKeeper(
      InternalProcessorContext<String, V> context,
      Ledger ledger,
      Wrapping<V> wrapping,
      Clock clock) {
    this.context = context;
    this.node = context.currentNode();
    this.store = context.getStateStore(STORE);
    this.ledger = ledger;
    this.wrapping = wrapping;
    this.clock = clock;
  }

  /** Builds the store for each task: in memory, logged, without a cache. */
  static StoreBuilder<KeyValueStore<String, byte[]>> store() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
        .withLoggingEnabled(CHANGELOG)
        .withCachingDisabled();
  }

  /**
   * Takes up what the store of the task holds; to be called in the processor's init.
   *
   * @param ledger without any camera yet
   */
  static <V> LedgerKeeper<V> init(
      InternalProcessorContext<String, V> context,
      Ledger ledger,
      Wrapping<V> wrapping,
      Clock clock) {
    var keeper = new LedgerKeeper<V>(context, ledger, wrapping, clock);
    try (KeyValueIterator<String, byte[]> states = keeper.store.all()) {
      states.forEachRemaining(state -> keeper.restore(state.key, state.value));
    }
    return keeper;
  }

  private void restore(String camera, byte[] state) {
    try {
      ledger.restore(camera, state);
    } catch (IOException e) {
      log.error("the account of camera {} begins anew: {}", camera, e.getMessage());
    }
  }

  Ledger ledger() {
    return ledger;
  }

  /** Writes what changed; nothing may be in flight. */
  void beforeCommit() {
    ledger.drained();
    ProcessorRecordContext recordBefore = context.recordContext();
    ProcessorNode<?, ?, ?, ?> nodeBefore = context.currentNode();
    context.setRecordContext(here());
    context.setCurrentNode(node);
    try {
      ledger.rowsToEmit().forEach(this::forward);
      ledger.dirtyStates().forEach(this::save);
    } finally {
      context.setCurrentNode(nodeBefore);
      context.setRecordContext(recordBefore);
    }
  }

  private void save(String camera, byte[] state) {
    store.put(camera, state.length == 0 ? null : state);
  }

  private void forward(LedgerRow row) {
    context.forward(
        InternalFixedKeyRecordFactory.create(
            new Record<>(row.camera(), wrapping.of(row), clock.millis(), new RecordHeaders())));
  }

  /** Rows and states belong to no record of the input. */
  private ProcessorRecordContext here() {
    return new ProcessorRecordContext(
        clock.millis(), -1, context.taskId().partition(), null, new RecordHeaders());
  }

  @Override
  public void close() {
    ledger.close();
  }
}
