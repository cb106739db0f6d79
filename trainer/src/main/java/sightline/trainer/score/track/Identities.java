package sightline.trainer.score.track;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * On how many frames each object and each number are together.
 *
 * <p>Keeps one count for each pair that ever meets. Threading: one thread.
 */
final class Identities {

  private final Map<Long, Map<Long, Integer>> numbersOf = new LinkedHashMap<>();
  private final Map<Long, Set<Long>> objectsOf = new HashMap<>();

  /** They are together on one more frame. */
  void meet(long object, long number) {
    numbersOf
        .computeIfAbsent(object, absent -> new LinkedHashMap<>())
        .merge(number, 1, Integer::sum);
    objectsOf.computeIfAbsent(number, absent -> new HashSet<>()).add(object);
  }

  /**
   * The most frames that objects and numbers spend together when each object has at most one
   * number, and each number one object. Objects that never share a number are solved apart.
   */
  long identified() {
    long identified = 0;
    var seen = new HashSet<Long>();
    for (Long object : numbersOf.keySet()) {
      if (!seen.contains(object)) {
        Set<Long> group = connectedTo(object);
        seen.addAll(group);
        identified += identified(List.copyOf(group));
      }
    }
    return identified;
  }

  private Set<Long> connectedTo(Long object) {
    var group = new LinkedHashSet<Long>(Set.of(object));
    var waiting = new ArrayDeque<Long>(group);
    while (!waiting.isEmpty()) {
      for (Long number : numbersOf.get(waiting.remove()).keySet()) {
        for (Long neighbor : objectsOf.get(number)) {
          if (group.add(neighbor)) {
            waiting.add(neighbor);
          }
        }
      }
    }
    return group;
  }

  private long identified(List<Long> objects) {
    var columns = new HashMap<Long, Integer>();
    for (Long object : objects) {
      numbersOf.get(object).keySet().forEach(number -> columns.putIfAbsent(number, columns.size()));
    }
    var cost = new double[objects.size()][columns.size()];
    for (int row = 0; row < cost.length; row++) {
      for (Map.Entry<Long, Integer> one : numbersOf.get(objects.get(row)).entrySet()) {
        cost[row][columns.get(one.getKey())] = -one.getValue();
      }
    }
    int[] chosen = Assignment.cheapest(cost);
    long identified = 0;
    for (int row = 0; row < chosen.length; row++) {
      identified -= chosen[row] < 0 ? 0 : (long) cost[row][chosen[row]];
    }
    return identified;
  }
}
