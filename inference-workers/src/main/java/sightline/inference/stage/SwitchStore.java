package sightline.inference.stage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.MalformedRecord;
import sightline.events.slot.SlotRecord.Switch;

/**
 * The switches that one task has met, in its changelogged store: a task that goes on elsewhere, or
 * once more, looks at every frame with the model that its offset says.
 *
 * <p>Threading: the stream thread of the task.
 */
final class SwitchStore {

  /** Name of the store; its changelog is called after it. */
  static final String NAME = "switches";

  private static final Logger log = LoggerFactory.getLogger(SwitchStore.class);

  private final KeyValueStore<String, byte[]> store;

  SwitchStore(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /** Builds the store for each task: in memory, logged, without a cache. */
  static StoreBuilder<KeyValueStore<String, byte[]>> builder() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(NAME), Serdes.String(), Serdes.ByteArray())
        .withLoggingEnabled(Map.of("segment.bytes", Integer.toString(1 << 20)))
        .withCachingDisabled();
  }

  /** Every switch that is remembered. */
  List<Switch> all() {
    var switches = new ArrayList<Switch>();
    try (KeyValueIterator<String, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        var entry = entries.next();
        try {
          switches.add(CanonicalJson.read(entry.value, Switch.class));
        } catch (MalformedRecord e) {
          log.error("a remembered switch, {}, is forgotten: {}", entry.key, e.getMessage());
        }
      }
    }
    return switches;
  }

  /** Remembers these, and forgets all others. */
  void keep(List<Switch> switches) {
    Set<String> kept = new HashSet<>();
    for (Switch one : switches) {
      kept.add(key(one));
      if (store.get(key(one)) == null) {
        store.put(key(one), CanonicalJson.write(one));
      }
    }
    var old = new ArrayList<String>();
    try (KeyValueIterator<String, byte[]> entries = store.all()) {
      entries.forEachRemaining(entry -> old.add(entry.key));
    }
    old.removeAll(kept);
    old.forEach(store::delete);
  }

  private static String key(Switch one) {
    return one.state().slot() + "/" + one.offsets();
  }
}
