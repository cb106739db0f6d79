package sightline.registry.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the log was read, and who waits for more.
 *
 * <p>Threading: any thread.
 */
final class ReadPositions {

  /** Names of batches remembered; a writer asks for its last one only. */
  private static final int MAX_COMMITS = 1_000;

  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final Set<String> commits = new LinkedHashSet<>();

  private record Waiting(Map<TopicPartition, Long> ends, CompletableFuture<Void> read) {}

  synchronized long of(TopicPartition partition) {
    return next.getOrDefault(partition, 0L);
  }

  synchronized void reached(TopicPartition partition, long offset) {
    next.put(partition, offset);
  }

  synchronized void committed(String commit) {
    commits.add(commit);
    if (commits.size() > MAX_COMMITS) {
      commits.remove(commits.iterator().next());
    }
  }

  synchronized boolean knows(String commit) {
    return commits.contains(commit);
  }

  /** Completes {@code read} once every partition was read up to its end. */
  void whenReached(Map<TopicPartition, Long> ends, CompletableFuture<Void> read) {
    synchronized (this) {
      if (!isReached(ends)) {
        waiting.removeIf(one -> one.read().isDone());
        waiting.add(new Waiting(ends, read));
        return;
      }
    }
    read.complete(null);
  }

  /** Tells those whose wait is over. */
  void tell() {
    List<Waiting> over = new ArrayList<>();
    synchronized (this) {
      waiting.stream().filter(one -> isReached(one.ends())).forEach(over::add);
      waiting.removeAll(over);
    }
    over.forEach(one -> one.read().complete(null));
  }

  private boolean isReached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().allMatch(end -> of(end.getKey()) >= end.getValue());
  }
}
