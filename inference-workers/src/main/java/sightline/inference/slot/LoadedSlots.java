package sightline.inference.slot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import sightline.events.slot.SlotRecord.Switch;
import sightline.events.slot.SlotState;
import sightline.inference.engine.Engine;

/**
 * Slots whose models are open and whose cameras stay the same.
 *
 * <p>Threading: immutable, any thread.
 *
 * <p>Ownership: owns the engines of its slots, of which several slots may share one; close the
 * lanes first.
 *
 * @param all slots, at least one, each of another name
 */
public record LoadedSlots(List<Slot> all) implements Slots, AutoCloseable {

  public LoadedSlots {
    all = List.copyOf(all);
    if (all.isEmpty() || all.stream().map(Slot::name).distinct().count() < all.size()) {
      throw new IllegalArgumentException(
          "slots are %s, expected at least one, each of another name"
              .formatted(all.stream().map(Slot::name).toList()));
    }
  }

  @Override
  public TaskSlots open(int partition, List<Switch> known) {
    return new Fixed(all);
  }

  @Override
  public void close() {
    Set<Engine> engines = Collections.newSetFromMap(new IdentityHashMap<>());
    all.forEach(slot -> engines.add(slot.model().engine()));
    engines.forEach(Engine::close);
  }

  /** The same slots for every task and for ever; markers are none of their business. */
  private record Fixed(List<Slot> all) implements TaskSlots {

    @Override
    public List<Slot> boundTo(String camera, long offset) {
      var bound = new ArrayList<Slot>(all.size());
      for (Slot slot : all) {
        if (slot.looksAt(camera)) {
          bound.add(slot);
        }
      }
      return bound;
    }

    @Override
    public List<Switch> switched(SlotState state, long offset, Instant at) {
      return List.of();
    }

    @Override
    public void taken(long offset) {}

    @Override
    public void close() {}
  }
}
