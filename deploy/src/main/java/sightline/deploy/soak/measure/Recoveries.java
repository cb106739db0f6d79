package sightline.deploy.soak.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Waits for fresh results after faults: of frames captured after the fault had ended, or struck.
 *
 * <p>Threading: any thread.
 */
public final class Recoveries {

  /** One that is, or was, waited for. */
  public static final class Recovery {

    private final Instant from;
    private final Set<String> cameras;
    private Instant done;

    private Recovery(Instant from, Collection<String> cameras) {
      this.from = from;
      this.cameras = new HashSet<>(cameras);
    }
  }

  private final List<Recovery> open = new ArrayList<>();

  /** Begins to wait until each of {@code cameras} has a result of a frame captured after that. */
  public synchronized Recovery expect(Instant from, Collection<String> cameras) {
    var recovery = new Recovery(from, cameras);
    open.add(recovery);
    return recovery;
  }

  /** Takes notice of a result of {@code camera}. */
  public synchronized void seen(String camera, Instant capturedAt, Instant seenAt) {
    for (Recovery recovery : List.copyOf(open)) {
      if (!capturedAt.isBefore(recovery.from) && recovery.cameras.remove(camera)) {
        if (recovery.cameras.isEmpty()) {
          recovery.done = seenAt;
          open.remove(recovery);
        }
      }
    }
  }

  /** How long it took; empty while it has not happened. */
  public synchronized Optional<Duration> took(Recovery recovery) {
    return recovery.done == null
        ? Optional.empty()
        : Optional.of(Duration.between(recovery.from, recovery.done));
  }

  /** Whether nothing is waited for. */
  public synchronized boolean isDone() {
    return open.isEmpty();
  }
}
