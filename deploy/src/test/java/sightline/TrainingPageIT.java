package sightline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.awt.Color;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People watch training jobs, ask for new ones and end them, over a real log. */
@Timeout(180)
class TrainingPageIT {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final int STEPS = 40;

  private static Chromium browser;
  private static PlantedSite site;

  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    browser = Chromium.start();
    site = PlantedSite.start(List.of());
    for (int step = 0; step <= STEPS / 2; step += 5) {
      site.tell(7, "progress", progress(step), Map.of());
    }
    site.tell(7, "recipe", "name: people\ntask: detect\n".getBytes(UTF_8), Map.of());
    site.tell(7, "log", "reading 400 pictures".getBytes(UTF_8), Map.of());
    site.tell(
        7,
        "sample",
        PlantedSite.jpeg(Color.ORANGE).jpeg(),
        Map.of("sample", "0", "epoch", "2", "name", "gate-0012"));
    site.tell(6, "progress", refused(), Map.of());
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

  @AfterEach
  void seeNoComplaints() {
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1280, 720", "390, 844"})
  void shouldShowAJobWithAllThatItTold(int width, int height) {
    Page page = open("#/training/7", width, height);

    page.waitForSelector("training-job .u-legend");
    page.waitForFunction("() => document.querySelector('.samples img')?.naturalWidth === 320");

    assertThat(page.textContent("training-job")).contains("step 20 of 40", "84 pictures/s");
    assertThat(page.textContent(".log")).isEqualTo("reading 400 pictures");
    assertThat(page.textContent("training-job pre:not(.log)")).contains("name: people");
    assertThat(page.locator(".u-legend .u-series").allTextContents())
        .anyMatch(text -> text.startsWith("total"))
        .anyMatch(text -> text.startsWith("ap50"));
    shoot(page, "training-job-" + width);
  }

  @ParameterizedTest
  @CsvSource({"1280, 720", "390, 844"})
  void shouldOpenWithTheKeyboardWhatTheGateSaid(int width, int height) {
    Page page = open("#/training", width, height);
    page.focus(".job[data-job='6']");
    shoot(page, "training-" + width);

    page.keyboard().press("Enter");

    page.waitForSelector(".gate");
    assertThat(page.textContent(".gate")).contains("said no", "0.071 worse than people/3");
    page.keyboard().press("Escape");
    page.waitForSelector(".job[data-job='6']");
  }

  @ParameterizedTest
  @CsvSource({"1280, 720", "390, 844"})
  void shouldSayInOneSentenceWhyARecipeIsNotTaken(int width, int height) {
    Page page = open("#/training/new", width, height);
    page.waitForFunction("() => document.querySelector('textarea')?.value.includes('name:')");
    page.fill("textarea", "name: people\n");

    page.focus("input[name=by]");
    page.keyboard().press("Enter");

    page.waitForFunction("() => document.querySelector('#job-problem').textContent !== ''");
    assertThat(page.textContent("#job-problem")).startsWith("The recipe has no task, expected");
    shoot(page, "training-new-" + width);
    complaints.removeIf(each -> each.contains("400"));
  }

  @Test
  void shouldTakeARecipeAndAStopOverTheLog() {
    Page page = open("#/training/new", 1280, 720);
    page.waitForFunction("() => document.querySelector('textarea')?.value.includes('name:')");
    page.fill("input[name=by]", "wim");

    page.click("job-form button.primary");

    page.waitForSelector("training-job button.stop");
    assertThat(page.url()).matches(".*#/training/\\d+");
    assertThat(page.textContent("training-job")).contains("people", "Waiting", "by wim");
    page.click("button.stop");
    page.click("button.danger");
    page.waitForFunction(
        "() => document.querySelector('training-job .how')?.textContent.includes('asked by wim')");
    complaints.removeIf(each -> each.contains("404")); // asked before the log was read
  }

  private Page open(String address, int width, int height) {
    Page page = browser.open(site.port(), address, complaints);
    page.setViewportSize(width, height);
    return page;
  }

  private static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
    assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
        .as("width of %s", name)
        .isLessThanOrEqualTo(page.viewportSize().width);
  }

  private static byte[] progress(int step) {
    return String.format(
            Locale.ROOT,
            "{\"job\":7,\"recipe\":\"people-detector\",\"task\":\"detect\",\"state\":\"TRAINING\","
                + "\"at\":\"%s\",\"startedAt\":\"%s\",\"epoch\":2,\"epochs\":4,\"step\":%d,"
                + "\"steps\":40,\"loss\":{\"total\":%.3f,\"box\":0.2},\"metrics\":{\"ap50\":0.5},"
                + "\"best\":{\"ap50\":0.5,\"epoch\":1},\"learningRate\":0.002,"
                + "\"imagesPerSecond\":84.2,\"secondsLeft\":431}",
            Instant.now(),
            Instant.now().minusSeconds(60),
            step,
            2.0 / (1 + step))
        .getBytes(UTF_8);
  }

  private static byte[] refused() {
    return ("{\"job\":6,\"recipe\":\"people-detector\",\"task\":\"detect\",\"state\":\"REFUSED\","
            + "\"at\":\"%s\",\"gate\":[\"ap50 is 0.741, 0.071 worse than people/3, the recipe"
            + " allows 0.010.\"]}")
        .formatted(Instant.now())
        .getBytes(UTF_8);
  }
}
