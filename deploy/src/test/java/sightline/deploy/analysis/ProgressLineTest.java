package sightline.deploy.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(drawn, true, UTF_8);

  @Test
  void shouldSayShareRateAndTimeLeft() {
    var progress = new ProgressLine(out, true, 1_000);
    progress.show(0, START);

    progress.show(200, START.plusSeconds(4));

    assertThat(progress.text(200)).contains(" 20 %  200 of 1000 frames, 50.0 frames/s, 16 s left");
  }

  @Test
  void shouldDrawOneLineOverItselfOnATerminal() {
    var progress = new ProgressLine(out, true, 10);

    progress.show(0, START);
    progress.show(5, START.plusSeconds(1));
    progress.clear();

    assertThat(drawn.toString(UTF_8)).doesNotContain("\n").contains("\r").endsWith("\r\033[K");
  }

  @Test
  void shouldWriteALineEveryFewSecondsElsewhere() {
    var progress = new ProgressLine(out, false, -1);

    for (int second = 0; second <= 12; second++) {
      progress.show(second * 10L, START.plusSeconds(second));
    }

    assertThat(drawn.toString(UTF_8).lines())
        .containsExactly("50 frames, 10.0 frames/s", "100 frames, 10.0 frames/s");
  }
}
