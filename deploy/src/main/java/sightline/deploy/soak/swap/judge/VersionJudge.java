package sightline.deploy.soak.swap.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sightline.events.ModelRef;
import sightline.events.Provenance;
import sightline.events.slot.ServedModel;
import sightline.events.slot.SlotState;

/**
 * Knows from the markers on topic {@code frames} which version each frame is due in each slot, and
 * compares the results with that. Markers, frames and results may come in any order.
 *
 * <p>Threading: any thread.
 */
public final class VersionJudge {

  private static final int EXAMPLES = 20;

  /** What one partition of topic {@code frames} holds, by offset. */
  private static final class Partition {
    private final TreeMap<Long, String> cameras = new TreeMap<>();
    private final Map<String, TreeMap<Long, SlotState>> markers = new TreeMap<>();
    private final Map<String, TreeMap<Long, List<ModelRef>>> results = new TreeMap<>();

    private Optional<SlotState> inForce(String slot, long offset) {
      var marker = markers.getOrDefault(slot, new TreeMap<>()).floorEntry(offset);
      return Optional.ofNullable(marker).map(Map.Entry::getValue);
    }

    private List<ModelRef> results(String slot, long offset) {
      return results.getOrDefault(slot, new TreeMap<>()).getOrDefault(offset, List.of());
    }
  }

  private final int partitionCount;
  private final Map<Integer, Partition> partitions = new TreeMap<>();
  private final Map<String, Long> newest =
      new TreeMap<>(); // offset of the frame, by row of results
  private long disordered;

  /**
   * @param partitionCount of topic {@code frames}
   */
  public VersionJudge(int partitionCount) {
    this.partitionCount = partitionCount;
  }

  /** A switch marker lies at {@code offset}. */
  public synchronized void marker(int partition, long offset, SlotState state) {
    of(partition).markers.computeIfAbsent(state.slot(), slot -> new TreeMap<>()).put(offset, state);
  }

  /** A frame of {@code camera} lies at {@code offset}. */
  public synchronized void frame(int partition, long offset, String camera) {
    of(partition).cameras.put(offset, camera);
  }

  /** A result, or a rejection, was committed to {@code topic}, behind those given before. */
  public synchronized void result(String topic, Provenance from) {
    String row = "%s of %s in slot %s".formatted(topic, from.frame().camera(), from.slot());
    Long before = newest.put(row, from.source().offset());
    if (before != null && before > from.source().offset()) {
      disordered++;
    }
    of(from.source().partition())
        .results
        .computeIfAbsent(from.slot(), slot -> new TreeMap<>())
        .computeIfAbsent(from.source().offset(), offset -> new ArrayList<>())
        .add(from.model());
  }

  /** What is wrong by now; what is only on its way counts as missing. */
  public synchronized Judgement judge() {
    var tally = new Tally();
    partitions.forEach((number, partition) -> judge(number, partition, tally));
    return tally.judgement(disordered, brokenRevisions(tally));
  }

  /** Whether every frame that is due a result has one. */
  public synchronized boolean isComplete() {
    return judge().missing() == 0;
  }

  private static void judge(int number, Partition partition, Tally tally) {
    tally.frames += partition.cameras.size();
    partition.cameras.forEach(
        (offset, camera) ->
            partition
                .markers
                .keySet()
                .forEach(
                    slot ->
                        compare(
                            "%s at %d:%d in slot %s".formatted(camera, number, offset, slot),
                            partition.inForce(slot, offset).flatMap(s -> s.modelFor(camera)),
                            partition.results(slot, offset),
                            tally)));
    partition.results.forEach(
        (slot, results) ->
            results.forEach(
                (offset, models) -> {
                  tally.results += models.size();
                  models.forEach(model -> tally.versions.merge(id(model), 1L, Long::sum));
                  boolean known =
                      partition.cameras.containsKey(offset) && partition.markers.containsKey(slot);
                  if (!known) {
                    tally.unasked += models.size();
                    tally.example(
                        "a result of slot %s is of %d:%d, where nothing was due"
                            .formatted(slot, number, offset));
                  }
                }));
  }

  private static void compare(
      String where, Optional<ServedModel> due, List<ModelRef> found, Tally tally) {
    if (due.isEmpty()) {
      tally.unasked += found.size();
      if (!found.isEmpty()) {
        tally.example("%s has a result, where none was due".formatted(where));
      }
    } else if (found.isEmpty()) {
      tally.missing++;
      tally.example("%s has no result, due from %s".formatted(where, due.get().id()));
    } else {
      tally.repeated += found.size() - 1;
      if (found.size() > 1) {
        tally.example("%s has %d results".formatted(where, found.size()));
      }
      for (ModelRef model : found) {
        if (!isOf(due.get(), model)) {
          tally.wrong++;
          tally.example(
              "%s has a result of %s, due from %s".formatted(where, id(model), due.get().id()));
        }
      }
    }
  }

  private long brokenRevisions(Tally tally) {
    var seen = new TreeMap<String, Map<Integer, SlotState>>();
    long disorder = 0;
    for (var partition : partitions.entrySet()) {
      for (var slot : partition.getValue().markers.entrySet()) {
        long last = 0;
        for (SlotState state : slot.getValue().values()) {
          disorder += state.revision() > last ? 0 : 1;
          last = Math.max(last, state.revision());
          seen.computeIfAbsent(slot.getKey() + " " + state.revision(), key -> new TreeMap<>())
              .put(partition.getKey(), state);
        }
      }
    }
    long broken = 0;
    for (var revision : seen.entrySet()) {
      boolean whole = revision.getValue().size() == partitionCount;
      boolean same = revision.getValue().values().stream().distinct().count() == 1;
      if (!whole || !same) {
        broken++;
        tally.example(
            "revision %s has markers in %d of %d partitions%s"
                .formatted(
                    revision.getKey(),
                    revision.getValue().size(),
                    partitionCount,
                    same ? "" : ", and they differ"));
      }
    }
    return broken + disorder;
  }

  private Partition of(int partition) {
    return partitions.computeIfAbsent(partition, number -> new Partition());
  }

  private static boolean isOf(ServedModel due, ModelRef found) {
    return due.name().equals(found.name())
        && due.version().equals(found.version())
        && due.digest().equals(found.digest());
  }

  private static String id(ModelRef model) {
    return model.name() + "/" + model.version();
  }

  private static final class Tally {
    private final Map<String, Long> versions = new TreeMap<>();
    private final List<String> examples = new ArrayList<>();
    private long frames;
    private long results;
    private long missing;
    private long repeated;
    private long wrong;
    private long unasked;

    private void example(String sentence) {
      if (examples.size() < EXAMPLES) {
        examples.add(sentence);
      }
    }

    private Judgement judgement(long disordered, long broken) {
      return new Judgement(
          frames,
          results,
          missing,
          repeated,
          disordered,
          wrong,
          unasked,
          broken,
          versions,
          examples);
    }
  }
}
