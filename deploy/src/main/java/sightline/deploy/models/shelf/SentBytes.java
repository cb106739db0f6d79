package sightline.deploy.models.shelf;

import java.io.PrintWriter;
import sightline.deploy.console.PlainText;

/**
 * How much of a file has been sent: one line that is drawn over itself on a terminal, and a line a
 * quarter elsewhere.
 *
 * <p>Threading: one thread at a time.
 */
final class SentBytes {

  /** The property by which the launcher says whether the error stream is a terminal. */
  private static final String TERMINAL = "sightline.terminal";

  private static final int QUARTERS = 4;
  private static final int PERCENT = 100;

  private final boolean terminal = Boolean.getBoolean(TERMINAL);
  private final long size;
  private final PrintWriter err;
  private long shown = -1;

  SentBytes(long size, PrintWriter err) {
    this.size = Math.max(1, size);
    this.err = err;
  }

  void show(long sent) {
    long part = sent * (terminal ? PERCENT : QUARTERS) / size;
    if (part == shown) {
      return;
    }
    shown = part;
    String text =
        "  sending, %s of %s, %d %%"
            .formatted(PlainText.size(sent), PlainText.size(size), sent * PERCENT / size);
    if (terminal) {
      err.print("\r\033[K" + text);
    } else {
      err.println(text);
    }
    err.flush();
  }

  /** Takes the line away. */
  void clear() {
    if (terminal) {
      err.print("\r\033[K");
      err.flush();
    }
  }
}
