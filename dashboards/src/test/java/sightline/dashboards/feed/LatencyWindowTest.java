package sightline.dashboards.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static sightline.dashboards.feed.Samples.START;

import org.junit.jupiter.api.Test;

class LatencyWindowTest {

  private final LatencyWindow window = new LatencyWindow();

  @Test
  void shouldTellWhat95Of100StayBelow() {
    for (int i = 100; i >= 1; i--) {
      window.add(START, i / 1000.);
    }

    assertThat(window.p95(START)).hasValue(.095);
  }

  @Test
  void shouldForgetAfterAMinute() {
    window.add(START, .1);

    assertThat(window.p95(START.plusSeconds(61))).isEmpty();
  }
}
