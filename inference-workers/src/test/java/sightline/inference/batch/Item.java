package sightline.inference.batch;

import java.time.Duration;
import java.time.Instant;
import sightline.events.QueuePolicy;
import sightline.events.QueuePolicy.WhenBehind;

/** A frame as the batcher sees it. */
final class Item implements Batchable {

  private final String camera;
  private final int number;
  private final QueuePolicy policy;
  private final Instant capturedAt;
  private boolean wanted = true;
  private boolean queued;

  Item(String camera, int number, QueuePolicy policy, Instant capturedAt) {
    this.camera = camera;
    this.number = number;
    this.policy = policy;
    this.capturedAt = capturedAt;
  }

  /** One that waits for its turn. */
  static Item patient(String camera, int number) {
    return new Item(camera, number, QueuePolicy.WAIT, Instant.EPOCH);
  }

  static QueuePolicy policy(WhenBehind whenBehind) {
    return policy(whenBehind, QueuePolicy.USUAL_PRIORITY, 0);
  }

  static QueuePolicy policy(WhenBehind whenBehind, int priority, double floor) {
    return new QueuePolicy(
        whenBehind,
        whenBehind == WhenBehind.DEADLINE ? Duration.ofMillis(500) : Duration.ZERO,
        priority,
        floor);
  }

  void abandon() {
    wanted = false;
  }

  boolean wasQueued() {
    return queued;
  }

  int number() {
    return number;
  }

  @Override
  public String camera() {
    return camera;
  }

  @Override
  public QueuePolicy policy() {
    return policy;
  }

  @Override
  public Instant capturedAt() {
    return capturedAt;
  }

  @Override
  public boolean isWanted() {
    return wanted;
  }

  @Override
  public void queued() {
    queued = true;
  }

  @Override
  public String toString() {
    return camera + number;
  }
}
