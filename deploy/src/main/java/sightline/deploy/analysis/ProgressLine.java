package sightline.deploy.analysis;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * How far the work is: one line that is drawn over itself on a terminal, and a new line every few
 * seconds elsewhere.
 *
 * <p>Threading: one thread.
 */
public final class ProgressLine {

  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(5);
  private static final int BAR_WIDTH = 30;

  /** Length of the stretch over which frames per second are averaged. */
  private static final Duration RATE_WINDOW = Duration.ofSeconds(5);

  private final PrintStream out;
  private final boolean terminal;
  private final long expectedFrames;
  private Instant drawn = Instant.EPOCH;
  private Instant windowStart;
  private long windowFrames;
  private double framesPerSecond;

  /**
   * Draws on {@code out}.
   *
   * @param expectedFrames frames the source will give; negative when nobody knows
   */
  public ProgressLine(PrintStream out, boolean terminal, long expectedFrames) {
    this.out = out;
    this.terminal = terminal;
    this.expectedFrames = expectedFrames;
  }

  /** {@code frames} are done at {@code now}. */
  public void show(long frames, Instant now) {
    measure(frames, now);
    if (Duration.between(drawn, now).compareTo(terminal ? ON_TERMINAL : ELSEWHERE) < 0) {
      return;
    }
    drawn = now;
    if (terminal) {
      out.print("\r\033[K" + text(frames));
      out.flush();
    } else if (frames > 0) {
      out.println(text(frames));
    }
  }

  /** Takes the line away. */
  public void clear() {
    if (terminal) {
      out.print("\r\033[K");
      out.flush();
    }
  }

  /** The line for {@code frames} done: bar, counts, frames per second, time left. */
  String text(long frames) {
    String rate = String.format(Locale.ROOT, "%.1f frames/s", framesPerSecond);
    if (expectedFrames <= 0) {
      return "%d frames, %s".formatted(frames, rate);
    }
    double share = Math.min(1, (double) frames / expectedFrames);
    int filled = (int) Math.round(share * BAR_WIDTH);
    String bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
    return String.format(
        Locale.ROOT,
        "%s %3d %%  %d of %d frames, %s%s",
        bar,
        (int) (share * 100),
        frames,
        expectedFrames,
        rate,
        timeLeft(frames));
  }

  private String timeLeft(long frames) {
    if (framesPerSecond <= 0 || frames >= expectedFrames) {
      return "";
    }
    long seconds = Math.round((expectedFrames - frames) / framesPerSecond);
    return seconds < 60
        ? ", %d s left".formatted(seconds)
        : ", %d min %02d s left".formatted(seconds / 60, seconds % 60);
  }

  private void measure(long frames, Instant now) {
    if (windowStart == null || frames == 0) {
      windowStart = now;
      windowFrames = frames;
      return;
    }
    Duration passed = Duration.between(windowStart, now);
    if (passed.toMillis() >= 500) {
      framesPerSecond = (frames - windowFrames) / (passed.toMillis() / 1e3);
    }
    if (passed.compareTo(RATE_WINDOW) >= 0) {
      windowStart = now;
      windowFrames = frames;
    }
  }
}
