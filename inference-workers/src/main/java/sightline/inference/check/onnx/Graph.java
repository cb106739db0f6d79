package sightline.inference.check.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.PlainName;

/**
 * Operators of which none waits for itself.
 *
 * @param missing names that are taken and that nothing in here makes
 */
record Graph(List<Node> nodes, Set<String> missing) {

  /**
   * @param given names of inputs and constants
   * @throws BadUpload when two operators make one value, or some go in a circle
   */
  static Graph checked(Set<String> given, List<Node> nodes, List<String> outputs) throws BadUpload {
    Map<String, Integer> makers = makers(nodes);
    var missing = new HashSet<String>();
    var waiting = new int[nodes.size()];
    Map<Integer, List<Integer>> followers = new HashMap<>();
    for (int node = 0; node < waiting.length; node++) {
      for (String name : nodes.get(node).takes()) {
        Integer maker = makers.get(name);
        if (maker != null) {
          waiting[node]++;
          followers.computeIfAbsent(maker, key -> new ArrayList<>()).add(node);
        } else if (!name.isEmpty() && !given.contains(name)) {
          missing.add(name);
        }
      }
    }
    outputs.stream()
        .filter(name -> !makers.containsKey(name) && !given.contains(name))
        .forEach(missing::add);
    requireOrder(nodes, waiting, followers);
    return new Graph(nodes, missing);
  }

  private static Map<String, Integer> makers(List<Node> nodes) throws BadUpload {
    Map<String, Integer> makers = new HashMap<>();
    for (int node = 0; node < nodes.size(); node++) {
      for (String name : nodes.get(node).makes()) {
        if (!name.isEmpty() && makers.put(name, node) != null) {
          throw new BadUpload(
              "Two operators of the graph make the value '%s'.", PlainName.shown(name));
        }
      }
    }
    return makers;
  }

  /** Takes away what waits for nothing, again and again; a circle stays. */
  private static void requireOrder(
      List<Node> nodes, int[] waiting, Map<Integer, List<Integer>> followers) throws BadUpload {
    var ready = new ArrayDeque<Integer>();
    for (int node = 0; node < waiting.length; node++) {
      if (waiting[node] == 0) {
        ready.add(node);
      }
    }
    int done = 0;
    for (; !ready.isEmpty(); done++) {
      for (int follower : followers.getOrDefault(ready.remove(), List.of())) {
        if (--waiting[follower] == 0) {
          ready.add(follower);
        }
      }
    }
    if (done < waiting.length) {
      int first = 0;
      while (waiting[first] == 0) {
        first++;
      }
      throw new BadUpload(
          "The graph has a cycle: %d operators wait for each other, one of them %s.",
          waiting.length - done, nodes.get(first).operator());
    }
  }
}
