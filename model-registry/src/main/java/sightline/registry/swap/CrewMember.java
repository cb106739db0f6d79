package sightline.registry.swap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import sightline.registry.shelf.Heard;
import sightline.registry.shelf.Worker;

/**
 * A worker, by what the broker and the worker itself say.
 *
 * @param clientIds of its members in the group; none when it does not live
 * @param said its last status, none or one
 */
record CrewMember(String worker, List<String> clientIds, List<Heard> said) {

  /** A worker that has not said anything for so long is silent; it speaks every few seconds. */
  static final Duration SILENT_AFTER = Duration.ofSeconds(15);

  private static final Pattern THREAD = Pattern.compile("-StreamThread-\\d+-consumer$");

  /** Everybody who is a member of the group, or said something. */
  static List<CrewMember> of(List<String> clientIds, Map<String, Heard> heard) {
    Map<String, List<String>> members = new TreeMap<>();
    heard.keySet().forEach(worker -> members.put(worker, new ArrayList<>()));
    for (String clientId : clientIds) {
      String worker = workerOf(clientId, heard);
      members.computeIfAbsent(worker, name -> new ArrayList<>()).add(clientId);
    }
    return members.entrySet().stream()
        .map(one -> new CrewMember(one.getKey(), one.getValue(), said(one.getKey(), heard)))
        .toList();
  }

  boolean lives() {
    return !clientIds.isEmpty();
  }

  /** Whether nothing it said can be relied on now. */
  boolean isSilent(Instant now) {
    return said.stream().noneMatch(one -> one.at().plus(SILENT_AFTER).isAfter(now));
  }

  /** Whether people should still see it. */
  boolean isOfInterest(Instant now) {
    return lives() || !isSilent(now);
  }

  Worker shown() {
    return new Worker(worker, lives(), said.stream().map(Heard::status).findFirst(), clientIds);
  }

  private static List<Heard> said(String worker, Map<String, Heard> heard) {
    return heard.containsKey(worker) ? List.of(heard.get(worker)) : List.of();
  }

  /** One that never said anything is called as its client is, without the thread. */
  private static String workerOf(String clientId, Map<String, Heard> heard) {
    return heard.keySet().stream()
        .filter(worker -> clientId.startsWith(worker + "-"))
        .max(Comparator.comparingInt(String::length))
        .orElseGet(() -> THREAD.matcher(clientId).replaceFirst(""));
  }
}
