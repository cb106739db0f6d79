package sightline.ingest.publish;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which partition of topic {@code frames} carries which camera. Recorded places are kept, new
 * cameras go where the least frames per second are, and a camera that waits shares no partition
 * with a live one, because it would hold that one up.
 *
 * <p>Threading: stateless, any thread.
 */
public final class PartitionPlan {

  /**
   * A camera to be placed.
   *
   * @param name of the camera
   * @param waits whether every frame waits for its turn
   * @param framesPerSecond expected load; any positive number when nobody knows
   */
  public record Load(String name, boolean waits, double framesPerSecond) {}

  private final int partitions;
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final List<List<Load>> loads = new ArrayList<>();

  private PartitionPlan(int partitions) {
    this.partitions = partitions;
    for (int i = 0; i < partitions; i++) {
      loads.add(new ArrayList<>());
    }
  }

  /**
   * The partition of every camera, by name.
   *
   * @param recorded where cameras were before; others than {@code cameras} are ignored
   * @param partitions of the topic
   * @throws PublishRefused when a camera fits nowhere
   */
  public static Map<String, Integer> of(
      List<Load> cameras, Map<String, Integer> recorded, int partitions) throws PublishRefused {
    var plan = new PartitionPlan(partitions);
    plan.keepRecorded(cameras, recorded);
    var open = new ArrayList<>(cameras);
    open.removeIf(camera -> plan.places.containsKey(camera.name()));
    open.sort(
        Comparator.comparingDouble(Load::framesPerSecond).reversed().thenComparing(Load::name));
    for (Load camera : open) {
      plan.put(camera, plan.best(camera, plan.share(cameras, camera.waits())));
    }
    return new TreeMap<>(plan.places);
  }

  /** Live cameras first: when one became the other, the one that waits moves. */
  private void keepRecorded(List<Load> cameras, Map<String, Integer> recorded) {
    var ordered = new ArrayList<>(cameras);
    ordered.sort(Comparator.comparing(Load::waits));
    for (Load camera : ordered) {
      Integer partition = recorded.get(camera.name());
      if (partition != null && partition < partitions && admits(partition, camera)) {
        put(camera, partition);
      }
    }
  }

  /** How many partitions each kind of camera may open, so that the other finds room as well. */
  private int share(List<Load> cameras, boolean waiting) {
    long ofKind = cameras.stream().filter(camera -> camera.waits() == waiting).count();
    if (ofKind == cameras.size()) {
      return partitions;
    }
    long share = Math.round((double) partitions * ofKind / cameras.size());
    return (int) Math.max(1, Math.min(partitions - 1L, share));
  }

  private int best(Load camera, int share) throws PublishRefused {
    long taken =
        loads.stream()
            .filter(load -> load.stream().anyMatch(other -> other.waits() == camera.waits()))
            .count();
    boolean mayOpen = taken == 0 || taken < share;
    int best = -1;
    for (int i = 0; i < partitions; i++) {
      boolean allowed = admits(i, camera) && (mayOpen || !loads.get(i).isEmpty());
      if (allowed && (best < 0 || rate(i) < rate(best))) {
        best = i;
      }
    }
    if (best < 0) {
      throw new PublishRefused(
          ("camera %s fits on none of the %d partitions of topic frames: a camera that WAITs shares"
                  + " none with cameras that do not; let it drop frames, or give the topic more"
                  + " partitions")
              .formatted(camera.name(), partitions));
    }
    return best;
  }

  private boolean admits(int partition, Load camera) {
    return loads.get(partition).stream().allMatch(other -> other.waits() == camera.waits());
  }

  private double rate(int partition) {
    return loads.get(partition).stream().mapToDouble(Load::framesPerSecond).sum();
  }

  private void put(Load camera, int partition) {
    loads.get(partition).add(camera);
    places.put(camera.name(), partition);
  }
}
