package sightline.deploy.soak.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * What a person sees while it runs: events as lines, and how far it is, on a terminal in a line
 * that changes, else now and then.
 *
 * <p>Threading: one thread.
 */
public final class SoakScreen {

  private static final Duration NOW_AND_THEN = Duration.ofSeconds(15);
  private static final int WIDTH = 78;

  private final PrintStream out;
  private final boolean terminal;
  private Duration lastSaid = Duration.ofSeconds(-NOW_AND_THEN.toSeconds());
  private boolean lineOpen;

  public SoakScreen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  public PrintStream out() {
    endLine();
    return out;
  }

  /** Something happened. */
  public void event(Duration at, String what) {
    endLine();
    out.printf("  %s  %s%n", clock(at), what);
    out.flush();
  }

  /** How far it is. */
  public void progress(Duration at, String what) {
    if (terminal) {
      String line = "  %s  %s".formatted(clock(at), what);
      out.printf("\r%-" + WIDTH + "s", line.substring(0, Math.min(WIDTH, line.length())));
      out.flush();
      lineOpen = true;
    } else if (at.minus(lastSaid).compareTo(NOW_AND_THEN) >= 0) {
      lastSaid = at;
      event(at, what);
    }
  }

  private void endLine() {
    if (lineOpen) {
      out.printf("\r%-" + WIDTH + "s\r", "");
      lineOpen = false;
    }
  }

  private static String clock(Duration at) {
    return String.format(Locale.ROOT, "%02d:%02d", at.toMinutes(), at.toSecondsPart());
  }
}
