package sightline.trainer.publish.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a process says: all of it is read, so much is kept.
 *
 * <p>Threading: a thread of its own reads; the rest is for any.
 */
final class Spoken {

  private static final long PATIENCE_SECONDS = 5;
  private static final int CHUNK_BYTES = 8 << 10;

  private final int maxBytes;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final CountDownLatch ended = new CountDownLatch(1);

  private Spoken(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  static Spoken of(InputStream in, int maxBytes, String threadName) {
    var spoken = new Spoken(maxBytes);
    var thread = new Thread(() -> spoken.read(in), threadName);
    thread.setDaemon(true);
    thread.start();
    return spoken;
  }

  private void read(InputStream in) {
    var chunk = new byte[CHUNK_BYTES];
    try {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        synchronized (kept) {
          kept.write(chunk, 0, Math.min(maxBytes - kept.size(), count));
        }
      }
    } catch (IOException ignored) {
      // the process was ended: what it said so far stands
    } finally {
      ended.countDown();
    }
  }

  /** What was said, after the process ended. */
  String text() throws InterruptedException {
    boolean ignored = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    synchronized (kept) {
      return kept.toString(UTF_8);
    }
  }
}
