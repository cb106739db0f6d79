package sightline.deploy.soak.camera;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One camera: sends pictures of a junction, each with a number of its own, and misbehaves when
 * told.
 *
 * <p>Threading: one thread a connection sends, of which only the youngest goes on; the rest from
 * any thread.
 */
public final class SceneCamera {

  /** How it behaves. */
  public enum Behavior {
    WELL,
    /** Sends nothing. */
    SILENT,
    /** Sends bytes that are no JPEG. */
    GARBAGE,
    /** Sends the first half of each JPEG, and at times hangs up in the middle. */
    HALF,
    /** Says that it is an hour ago. */
    CLOCK_BACK
  }

  static final String BOUNDARY = "soakframe";

  private static final int ONE_IN = 100;
  private static final int HANGS_UP_EVERY = 5;
  private static final Duration JUMP = Duration.ofHours(1);

  private final String name;
  private final long seed;
  private final boolean poisoned;
  private final long periodNanos;
  private final List<byte[]> pictures;
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Behavior behavior = Behavior.WELL;

  /**
   * @param poisoned whether one picture in a hundred is broken
   */
  public SceneCamera(String name, long seed, double framesPerSecond, boolean poisoned) {
    this.name = name;
    this.seed = seed;
    this.poisoned = poisoned;
    this.periodNanos = Math.round(1e9 / framesPerSecond);
    this.pictures = ScenePictures.of(seed, framesPerSecond);
  }

  public String name() {
    return name;
  }

  /** Behaves like that from the next picture on. */
  public void behave(Behavior changed) {
    behavior = changed;
  }

  /** Pictures, whole or not, that the network has taken. */
  public long sent() {
    return sent.get();
  }

  /** Sends nothing any more. */
  public void end() {
    ended.countDown();
  }

  /** Sends picture after picture until the camera ends or another connection takes over. */
  void serve(OutputStream out) throws IOException, InterruptedException {
    long connection = connections.incrementAndGet();
    long next = System.nanoTime();
    while (!ended.await(next - System.nanoTime(), TimeUnit.NANOSECONDS)
        && connection == connections.get()) {
      next = Math.max(next + periodNanos, System.nanoTime());
      Behavior now = behavior;
      if (now != Behavior.SILENT && !send(out, now)) {
        return;
      }
    }
  }

  /** Sends one picture; false when the camera hung up in the middle of it. */
  private boolean send(OutputStream out, Behavior now) throws IOException {
    long number = numbers.getAndIncrement();
    byte[] picture = StampedPicture.of(pictures.get((int) (number % pictures.size())), number);
    byte[] body = body(picture, number, now);
    boolean hangsUp = now == Behavior.HALF && number % HANGS_UP_EVERY == 0;
    out.write(header(hangsUp ? picture.length : body.length, now));
    out.write(body);
    if (!hangsUp) {
      out.write("\r\n".getBytes(US_ASCII));
    }
    out.flush();
    sent.incrementAndGet();
    return !hangsUp;
  }

  private byte[] body(byte[] picture, long number, Behavior now) {
    return switch (now) {
      case GARBAGE -> StampedPicture.noise(seed + number, 1_000 + (int) (number % 3_000));
      case HALF -> java.util.Arrays.copyOf(picture, picture.length / 2);
      case WELL, SILENT, CLOCK_BACK ->
          isPoison(number) ? StampedPicture.broken(picture, seed + number) : picture;
    };
  }

  /** One in a hundred, spread, and the same for a seed. */
  boolean isPoison(long number) {
    long mixed = (seed * 31 + number) * 0x9E3779B97F4A7C15L;
    return poisoned && Long.remainderUnsigned(mixed ^ (mixed >>> 29), ONE_IN) == 0;
  }

  private static byte[] header(int length, Behavior now) {
    Instant clock = now == Behavior.CLOCK_BACK ? Instant.now().minus(JUMP) : Instant.now();
    return String.format(
            Locale.ROOT,
            "--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\nX-Timestamp: %d.%03d\r\n\r\n",
            BOUNDARY,
            length,
            clock.getEpochSecond(),
            clock.getNano() / 1_000_000)
        .getBytes(US_ASCII);
  }
}
