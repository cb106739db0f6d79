package sightline.inference.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sightline.events.QueuePolicy;

/** Cameras, the queue and lanes in simulated time, in steps of a tenth of a millisecond. */
final class SimulatedSite {

  private static final long STEP = 100_000; // ns
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final FairQueue<Item> queue;
  private final long service;
  private final long[] freeAt;
  private final List<Camera> cameras = new ArrayList<>();
  private final Map<String, Integer> waiting = new HashMap<>();
  private long now;
  private long since;
  private int mostQueued;
  private int mostQueuedOfOneCamera;
  private int mostCameras;
  private int outOfOrder;
  private int patientDropped;
  private int dropped;
  private int served;
  private int offered;

  private static final class Camera {
    final String name;
    final QueuePolicy policy;
    final long interval;
    long next;
    int number;
    int lastServed = -1;
    int served;
    long longestWait;
    long lastServedAt;
    long longestGap;
    final ArrayDeque<Item> heldUp = new ArrayDeque<>();

    Camera(String name, QueuePolicy policy, long interval, long first) {
      this.name = name;
      this.policy = policy;
      this.interval = interval;
      this.next = first;
    }
  }

  SimulatedSite(BatchSettings settings, int lanes, Duration service) {
    this.queue = new FairQueue<>(settings);
    this.service = service.toNanos();
    this.freeAt = new long[lanes];
  }

  void camera(String name, double framesPerSecond, QueuePolicy policy) {
    long interval = (long) (1e9 / framesPerSecond);
    cameras.add(new Camera(name, policy, interval, interval * cameras.size() / 17));
  }

  /** The cameras whose names begin like that give nothing more. */
  void stop(String prefix) {
    cameras.stream().filter(c -> c.name.startsWith(prefix)).forEach(c -> c.next = Long.MAX_VALUE);
  }

  void runFor(Duration time) {
    for (long end = now + time.toNanos(); now < end; now += STEP) {
      cameras.forEach(this::offer);
      serve();
    }
  }

  /** Lets no frame come any more and serves what is left. */
  void finish() {
    stop("");
    while (queue.size() > 0 || cameras.stream().anyMatch(camera -> !camera.heldUp.isEmpty())) {
      runFor(Duration.ofMillis(10));
    }
  }

  /** What is asked later is about what happens from now on. */
  void forgetWhatWas() {
    since = now;
    for (Camera camera : cameras) {
      camera.served = 0;
      camera.longestWait = 0;
      camera.longestGap = 0;
      camera.lastServedAt = now;
    }
  }

  /** A camera that waits offers its next frame only when there is room: its source is held up. */
  private void offer(Camera camera) {
    while (camera.next <= now && camera.heldUp.isEmpty()) {
      camera.next = Math.max(camera.next + camera.interval, now - camera.interval);
      Instant capturedAt = START.plusNanos(now);
      camera.heldUp.add(new Item(camera.name, camera.number++, camera.policy, capturedAt));
      offered++;
    }
    while (!camera.heldUp.isEmpty() && !queue.mustWait(camera.heldUp.element())) {
      waiting.merge(camera.name, 1, Integer::sum);
      queue.offer(camera.heldUp.remove(), moment());
      noteDropped();
      mostQueued = Math.max(mostQueued, queue.size());
      mostQueuedOfOneCamera = Math.max(mostQueuedOfOneCamera, waiting.get(camera.name));
      mostCameras = Math.max(mostCameras, queue.cameras());
    }
  }

  private void serve() {
    for (int lane = 0; lane < freeAt.length; lane++) {
      if (freeAt[lane] <= now && queue.isReady(moment())) {
        List<Item> batch = queue.take(moment());
        noteDropped();
        batch.forEach(this::served);
        freeAt[lane] = now + service * batch.size();
      }
    }
  }

  private void served(Item item) {
    Camera camera =
        cameras.stream().filter(c -> c.name.equals(item.camera())).findFirst().orElseThrow();
    waiting.merge(camera.name, -1, Integer::sum);
    outOfOrder += item.number() <= camera.lastServed ? 1 : 0;
    camera.lastServed = item.number();
    camera.served++;
    served++;
    long wait = now - Duration.between(START, item.capturedAt()).toNanos();
    camera.longestWait = Math.max(camera.longestWait, wait);
    camera.longestGap = Math.max(camera.longestGap, now - camera.lastServedAt);
    camera.lastServedAt = now;
  }

  private void noteDropped() {
    for (var one : queue.takeDropped()) {
      waiting.merge(one.item().camera(), -1, Integer::sum);
      patientDropped += one.item().policy().waits() ? 1 : 0;
      dropped++;
    }
  }

  private Moment moment() {
    return new Moment(now, START.plusNanos(now));
  }

  private Camera find(String name) {
    return cameras.stream().filter(c -> c.name.equals(name)).findFirst().orElseThrow();
  }

  double servedPerSecond(String name) {
    return find(name).served / ((now - since) / 1e9);
  }

  /** From capture until its batch left the queue. */
  Duration longestWait(String name) {
    return Duration.ofNanos(find(name).longestWait);
  }

  /** Between two frames of it being served. */
  Duration longestGap(String name) {
    return Duration.ofNanos(find(name).longestGap);
  }

  int mostQueued() {
    return mostQueued;
  }

  int mostQueuedOfOneCamera() {
    return mostQueuedOfOneCamera;
  }

  int mostCameras() {
    return mostCameras;
  }

  int outOfOrder() {
    return outOfOrder;
  }

  int patientDropped() {
    return patientDropped;
  }

  int dropped() {
    return dropped;
  }

  int served() {
    return served;
  }

  int offered() {
    return offered;
  }
}
