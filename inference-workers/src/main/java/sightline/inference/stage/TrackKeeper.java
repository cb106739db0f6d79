package sightline.inference.stage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.track.TrackPlan;
import sightline.inference.track.Tracker;
import sightline.inference.track.TrackerKind;
import sightline.inference.track.TrackerSettings;
import sightline.inference.track.Trackers;

/**
 * The trackers of one task, each with its state in the task's store, by camera and slot. A state is
 * written with every frame, in the transaction of the frame's results.
 *
 * <p>Beyond its bound the states of those that were seen longest ago are forgotten. The greatest id
 * of all that were forgotten is not: who comes anew begins after it, so that no id comes twice.
 *
 * <p>Threading: the stream thread of the task.
 */
final class TrackKeeper {
  /*
   * The store lies downstream of the drain of the detect stage, and has no cache: a cache would be
   * flushed behind the offsets that the drain's results are committed with.
   */

  private static final Logger log = LoggerFactory.getLogger(TrackKeeper.class);

  /** Name of the store; its changelog is called after it. */
  static final String STORE = "trackers";

  /** Key of the greatest id of all states that were forgotten; no camera begins with a slash. */
  private static final String FORGOTTEN = "/forgotten";

  /** One of so many states is forgotten when there is no room, and at least one. */
  private static final int SHARE = 8;

  /** Small segments, so that the changelog is compacted soon. */
  private static final Map<String, String> CHANGELOG =
      Map.of("segment.bytes", Integer.toString(4 << 20), "min.cleanable.dirty.ratio", "0.2");

  private final KeyValueStore<String, byte[]> store;
  private final TrackPlan plan;
  private final int maxTrackers;
  private final InferenceMetrics metrics;
  private final Map<TrackerKind, Trackers> makers = new EnumMap<>(TrackerKind.class);
  private final Map<String, Tracker> trackers = new LinkedHashMap<>(16, .75f, true);
  private int stored;

  TrackKeeper(
      KeyValueStore<String, byte[]> store,
      TrackPlan plan,
      int maxTrackers,
      InferenceMetrics metrics) {
    this.store = store;
    this.plan = plan;
    this.maxTrackers = maxTrackers;
    this.metrics = metrics;
    try (KeyValueIterator<String, byte[]> states = store.all()) {
      states.forEachRemaining(state -> stored++);
    }
  }

  /** Builds the store for each task: in memory, logged, without a cache. */
  static StoreBuilder<KeyValueStore<String, byte[]>> store() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
        .withLoggingEnabled(CHANGELOG)
        .withCachingDisabled();
  }

  boolean tracks(String slot) {
    return plan.of(slot) != TrackerKind.NONE;
  }

  /** The tracker of a slot that is tracked. */
  Tracker of(String camera, String slot) {
    String key = key(camera, slot);
    Tracker known = trackers.get(key);
    if (known != null) {
      return known;
    }
    Tracker opened = open(key, makers.computeIfAbsent(plan.of(slot), this::maker));
    trackers.put(key, opened);
    metrics.tracksLive(opened.live());
    return opened;
  }

  private Trackers maker(TrackerKind kind) {
    return Trackers.of(new TrackerSettings(kind, plan.rules()));
  }

  private Tracker open(String key, Trackers maker) {
    byte[] state = store.get(key);
    if (state == null) {
      makeRoom();
      stored++;
      return maker.startAfter(forgotten());
    }
    try {
      return maker.restore(state);
    } catch (IOException e) {
      log.error("the tracks of {} begin anew: {}", key, e.getMessage());
      return maker.startAfter(Math.max(forgotten(), Trackers.lastIdOf(state)));
    }
  }

  private long forgotten() {
    byte[] id = store.get(FORGOTTEN);
    return id == null ? 0 : ByteBuffer.wrap(id).getLong();
  }

  private void makeRoom() {
    if (stored < maxTrackers) {
      return;
    }
    List<KeyValue<String, byte[]>> states = states();
    states.sort(Comparator.comparingLong(state -> Trackers.lastSeenOf(state.value)));
    long lastId = forgotten();
    for (var state : states.subList(0, Math.min(states.size(), maxTrackers / SHARE + 1))) {
      lastId = Math.max(lastId, Trackers.lastIdOf(state.value));
      forget(state.key);
    }
    store.put(FORGOTTEN, ByteBuffer.allocate(Long.BYTES).putLong(lastId).array());
  }

  private List<KeyValue<String, byte[]>> states() {
    var states = new ArrayList<KeyValue<String, byte[]>>();
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> state = all.next();
        if (!state.key.equals(FORGOTTEN)) {
          states.add(state);
        }
      }
    }
    return states;
  }

  private void forget(String key) {
    store.delete(key);
    stored--;
    Tracker open = trackers.remove(key);
    if (open != null) {
      metrics.tracksLive(-open.live());
      metrics.tracksEnded(open.live());
    }
  }

  /** Writes what {@code tracker} knows now, and counts what it did. */
  void save(String camera, String slot, Tracker tracker) {
    store.put(key(camera, slot), tracker.state());
    metrics.tracksStarted(tracker.started());
    metrics.tracksEnded(tracker.ended());
    metrics.tracksLive(tracker.started() - tracker.ended());
  }

  private static String key(String camera, String slot) {
    return camera + "/" + slot;
  }

  /** Takes the tracks of this task out of the count; another task may go on with them. */
  void close() {
    trackers.values().forEach(tracker -> metrics.tracksLive(-tracker.live()));
    trackers.clear();
  }
}
