package sightline;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sightline.dashboards.feed.LiveAccuracy;

/**
 * What a model says of whole frames, seen on the wall together with the boxes of the same frame.
 */
@Timeout(180)
class HeatOnTheWallIT {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /** Red minus blue of the picture at a share of its width, at half its height. */
  private static final String WARMTH =
      """
      share => {
        const canvas = document.querySelector('camera-tile canvas');
        const [red, , blue] = canvas.getContext('2d')
          .getImageData(canvas.width * share, canvas.height / 2, 1, 1).data;
        return red - blue;
      }
      """;

  private static Chromium browser;
  private static PlantedSite site;

  @BeforeAll
  static void start() throws Exception {
    browser = Chromium.start();
    var accuracy = new LiveAccuracy("gate", "people", "F1", .93, 588, Instant.now());
    site = PlantedSite.start(List.of(accuracy));
  }

  @AfterAll
  static void stop() {
    if (site != null) {
      site.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void shouldDrawHeatOverItsOwnFrameUntilItIsSwitchedOff() throws Exception {
    var complaints = new ArrayList<String>();
    Page page = browser.open(site.port(), "", complaints);
    publishUntilDrawn(page);

    assertThat((int) page.evaluate(WARMTH, .1)).isGreaterThan(60);
    assertThat((int) page.evaluate(WARMTH, .9)).isLessThan(30);
    assertThat(page.getAttribute("camera-tile", "data-abnormal")).isEqualTo("normality");
    assertThat(page.getAttribute("camera-tile", "data-boxes")).isEqualTo("1");
    page.waitForSelector("camera-tile .strip .abnormal");
    assertThat(page.textContent(".side")).contains("abnormal", "1.50", "threshold 1.00");
    assertThat(page.textContent("camera-tile .accuracy")).contains("F1 .93", "scene's truth");
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("heat.png")));

    page.keyboard().press("h");
    page.waitForSelector("camera-tile[data-heats='0'][data-boxes='1']");

    assertThat((int) page.evaluate(WARMTH, .1)).isLessThan(30);
    assertThat(complaints).isEmpty();
  }

  /** The wall reads from now on, so frames come until it has begun. */
  private static void publishUntilDrawn(Page page) throws Exception {
    for (int sequence = 0; sequence < 200; sequence++) {
      site.frame("gate", sequence, 1.5f);
      page.waitForTimeout(100);
      if (page.locator("camera-tile[data-heats='1'][data-boxes='1']").count() > 0) {
        return;
      }
    }
    throw new AssertionError("no heat map was drawn");
  }
}
