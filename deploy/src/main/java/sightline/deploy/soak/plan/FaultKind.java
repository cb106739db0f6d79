package sightline.deploy.soak.plan;

import java.time.Duration;
import java.util.Locale;

/** What can be done to the platform. */
public enum FaultKind {
  BROKER(3, 15, "the broker's process is stopped in order, or killed (kill -9), and started again"),
  WORKER(1, 8, "the process of one of two workers is killed (kill -9) and started again"),
  HANG(5, 20, "one camera keeps its connection open and sends nothing"),
  GARBAGE(3, 12, "one camera sends bytes that are no JPEG"),
  HALF(3, 12, "one camera sends the first half of each JPEG; every fifth time it hangs up there"),
  CLOCK(
      3,
      12,
      "one camera's own clock (X-Timestamp) jumps by an hour, there and back; ingest stamps the"
          + " arrival itself, so nothing may change; this machine's clock is left alone"),
  VIEWER(5, 20, "six viewers open the wall and never acknowledge a picture"),
  DISK(
      3,
      12,
      "the broker's folder is full (needs the right to mount a small file system); then there is"
          + " room again and the broker is started anew"),
  POISON("one frame in a hundred has a broken JPEG body, all the time, on every camera"),
  REGISTRY(
      3,
      12,
      "the model registry's process is killed (kill -9) and started again; what runs goes on running");

  private final Duration least;
  private final Duration most;
  private final String description;

  FaultKind(int leastSeconds, int mostSeconds, String description) {
    this.least = Duration.ofSeconds(leastSeconds);
    this.most = Duration.ofSeconds(mostSeconds);
    this.description = description;
  }

  FaultKind(String description) {
    this(0, 0, description);
  }

  /** The name on the command line and in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is done, in one sentence. */
  public String description() {
    return description;
  }

  /** Whether it begins and ends within the run; the others stand all the time. */
  public boolean isTimed() {
    return !most.isZero();
  }

  /** Whether it happens to one camera. */
  public boolean isOfCamera() {
    return this == HANG || this == GARBAGE || this == HALF || this == CLOCK;
  }

  /** {@code wished}, or the nearest time that makes sense for this fault. */
  Duration lasting(Duration wished) {
    Duration atLeast = wished.compareTo(least) < 0 ? least : wished;
    return atLeast.compareTo(most) > 0 ? most : atLeast;
  }
}
