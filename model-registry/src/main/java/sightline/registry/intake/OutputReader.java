package sightline.registry.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reads what a process says, so much and no more.
 *
 * <p>Threading: a thread of its own reads; the rest is for any.
 *
 * <p>Ownership: the stream ends with the process.
 */
final class OutputReader {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int CHUNK_BYTES = 8 << 10;

  private final InputStream in;
  private final int maxBytes;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean full;

  OutputReader(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /** Reads until there is too much: then it stops, and the process with it. */
  void start(String name) {
    start(name, false);
  }

  /** Reads to the end, but remembers only so much. */
  void startAndDrain(String name) {
    start(name, true);
  }

  private void start(String name, boolean drain) {
    var thread = new Thread(() -> read(drain), name);
    thread.setDaemon(true);
    thread.start();
  }

  private void read(boolean drain) {
    var chunk = new byte[CHUNK_BYTES];
    try {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        synchronized (bytes) {
          int room = maxBytes - bytes.size();
          bytes.write(chunk, 0, Math.min(room, count));
          full |= count > room;
        }
        if (full && !drain) {
          return;
        }
      }
    } catch (IOException ignored) {
      // the process was ended: what it said so far stands
    } finally {
      ended.countDown();
    }
  }

  boolean isFull() {
    return full;
  }

  /** What was said, after the process ended. */
  String await() throws InterruptedException {
    boolean whole = ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    synchronized (bytes) {
      return whole || bytes.size() > 0 ? bytes.toString(UTF_8) : "";
    }
  }
}
