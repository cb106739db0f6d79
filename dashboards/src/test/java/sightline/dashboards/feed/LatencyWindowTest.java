package sightline.dashboards.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static sightline.dashboards.feed.Samples.START;

import org.junit.jupiter.api.Test;
import sightline.dashboards.feed.LatencyView.Quantiles;

class LatencyWindowTest {

  private final LatencyWindow window = new LatencyWindow();

  @Test
  void shouldTellWhatMostStayBelow() {
    for (int i = 100; i >= 1; i--) {
      window.add(START, i / 1000.);
    }

    assertThat(window.quantiles(START)).isEqualTo(new Quantiles(100, .05, .095, .099));
  }

  @Test
  void shouldForgetAfterAMinute() {
    window.add(START, .1);

    assertThat(window.quantiles(START.plusSeconds(61))).isEqualTo(Quantiles.NONE);
  }
}
