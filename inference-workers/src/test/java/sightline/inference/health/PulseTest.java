package sightline.inference.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PulseTest {

  private final AtomicLong now = new AtomicLong(1);
  private final Map<String, Double> polls = new HashMap<>();
  private final Pulse pulse = new Pulse(() -> polls, Duration.ofSeconds(90), now::get);

  @Test
  void shouldFindAThreadAliveThatPolls() {
    pollAndPass("one", 1, 80);
    pollAndPass("one", 2, 80);

    assertThat(pulse.problem()).isEmpty();
  }

  @Test
  void shouldNameTheThreadThatPollsNoMore() {
    polls.put("two", 1.);
    pollAndPass("one", 1, 80);
    polls.put("two", 2.);
    pollAndPass("one", 1, 20);

    assertThat(pulse.problem())
        .isEqualTo("stream thread one has not polled for 100 s, expected at most 90 s");
  }

  @Test
  void shouldForgetAThreadThatHasEnded() {
    pollAndPass("one", 1, 100);

    polls.clear();

    assertThat(pulse.problem()).isEmpty();
  }

  private void pollAndPass(String thread, double count, int seconds) {
    polls.put(thread, count);
    pulse.problem();
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
