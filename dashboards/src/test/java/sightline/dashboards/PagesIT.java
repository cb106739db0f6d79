package sightline.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static sightline.dashboards.feed.Samples.frame;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.dashboards.feed.Samples;
import sightline.dashboards.feed.WallInput;
import sightline.dashboards.ledger.LedgerInput;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.CameraStatus.State;
import sightline.events.FrameCaptured;
import sightline.events.FrameId;
import sightline.events.FrameRejected;
import sightline.events.FrameRejected.Reason;
import sightline.events.LedgerRow;

/** The pages in a real browser. */
class PagesIT {

  private static final List<String> PAGES =
      List.of("", "#/health", "#/rejections", "#/training", "#/training/5", "#/training/new");

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final List<String> CAMERAS =
      List.of(
          "junction-north",
          "platform-2",
          "yard-gate",
          "loading-dock",
          "conveyor-a",
          "lobby",
          "server-room");

  private static Chromium browser;

  private WallInput wall;
  private LedgerInput accounts;
  private Dashboards dashboards;
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void startBrowser() {
    browser = Chromium.start();
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void stop() {
    if (dashboards != null) {
      dashboards.close();
    }
  }

  @Test
  void shouldSayThatAllFramesAreAccountedForUntilARowDoesNotBalance() {
    startByHand();
    wall.status(Samples.status("gate", State.LIVE));
    accounts.row(row(10, 10, 0));
    Page page = open("#/health", 1280, 720);
    page.waitForSelector("h1:text('All frames accounted for')");

    accounts.row(row(10, 7, 3));

    page.waitForSelector("h1:text('3 frames unaccounted for on gate since')");
    assertThat(page.textContent(".alerts")).contains("3 frames unaccounted for on gate (objects)");
    assertThat(page.textContent("header nav")).contains("Health1");
    assertThat(page.textContent("header .site")).contains("unbalanced");
    assertThat(complaints).isEmpty();
  }

  @Test
  void shouldShowTheLedgerOfACameraAsATableThatAddsUp() {
    startByHand();
    wall.status(Samples.status("gate", State.LIVE));
    accounts.row(row(10, 10, 0));
    Page page = open("#/health", 1280, 720);

    page.waitForSelector("[data-camera=gate] table");

    assertThat(page.locator("[data-camera=gate] tr:nth-child(2) td").allTextContents())
        .containsExactly("10", "10", "0", "0", "10", "0", "0", "0", "0", "0");
  }

  @Test
  void shouldSayThatThereIsNothingYet() {
    startByHand();
    Page health = open("#/health", 390, 844);
    Page rejections = open("#/rejections", 390, 844);

    health.waitForSelector("h1:text('No frames to account for yet')");
    rejections.waitForSelector("h1:text('No frame was rejected')");

    assertThat(complaints).isEmpty();
  }

  @Test
  void shouldShowARejectionWithItsPictureAndTheCommandThatRequeuesIt() throws Exception {
    startByHand();
    accounts.rejection(Samples.rejected(frame("gate", 7), Reason.UNREADABLE));
    FrameRejected failed = Samples.rejected(frame("yard", 8), Reason.FAILED);
    accounts.rejection(
        new FrameRejected(
            failed.provenance(), failed.reason(), failed.detail(), DemoFeed.drawn(0)));
    Page page = open("#/rejections", 1280, 720);
    page.waitForSelector(".rejection img");

    page.click("button:has-text('Unreadable')");
    page.waitForSelector(".rejection:only-of-type [class~=name]:text('gate')");

    assertThat(page.textContent(".rejection code"))
        .isEqualTo("sightline rejections requeue gate/" + Samples.EPOCH + "/7/objects");
    assertThat(page.textContent("rejections-view h1")).isEqualTo("2 frames could not be handled");
    assertThat(page.locator(".rejection").count()).isEqualTo(1);
    assertThat(complaints).isEmpty();
  }

  @Test
  void shouldDrawTheBoxesOfEverySlotAndSayWhichVersionDrewThem() throws Exception {
    startByHand();
    wall.status(Samples.status("gate", State.LIVE));
    look("gate", 1, "1");
    Page page = open("", 1280, 720);
    page.waitForSelector("camera-tile[data-sequence='1']");

    look("gate", 2, "2");

    page.waitForSelector("camera-tile[data-sequence='2'][data-boxes='2']");
    page.waitForSelector(".versions-of:text('people/2 vehicles/1')");
    assertThat(page.getAttribute(".versions-of", "title")).contains("people: people 2 on cpu");
    assertThat(page.getAttribute("camera-tile", "data-versions"))
        .contains("people/2", "vehicles/1");
    page.waitForSelector(
        ".strip .switch[data-to='people/2']",
        new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
    assertThat(page.textContent(".strip .switch title"))
        .contains("people switched from people/1 to people/2");
    assertThat(complaints).isEmpty();
  }

  /** A picture, and what two slots say of it. */
  private void look(String camera, long sequence, String version) throws Exception {
    FrameId frame = frame(camera, sequence);
    FrameCaptured usual = Samples.picture(frame, 1);
    wall.picture(
        new FrameCaptured(
            frame, Instant.now(), usual.size(), DemoFeed.drawn(0), usual.counts(), usual.policy()));
    wall.detected(Samples.detected(frame, "people", version));
    wall.detected(Samples.detected(frame, "vehicles", "1"));
  }

  @Test
  void shouldReachEveryPageByKeyboard() {
    startByHand();
    Page page = open("", 1280, 720);
    page.waitForSelector("header nav a");

    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    page.waitForSelector("models-view h1");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    page.waitForSelector("training-view h1");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    page.waitForSelector("health-view h1");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");

    page.waitForSelector("rejections-view h1");
  }

  @ParameterizedTest
  @CsvSource({"1280, 720", "390, 844"})
  void shouldFitItsWindowOnEveryPage(int width, int height) {
    dashboards =
        Dashboards.start(
            config(),
            new DashboardsMetrics(),
            inputs -> new DemoFeed(inputs, CAMERAS, true),
            List::of);

    for (String page : PAGES) {
      Page opened = open(page, width, height);
      opened.waitForSelector(
          switch (page) {
            case "" -> "camera-tile[data-sequence]";
            case "#/health" -> "health-view table.ledger";
            case "#/training" -> ".job[data-state=TRAINING]";
            case "#/training/5" -> "training-job .u-legend";
            case "#/training/new" -> "job-form textarea";
            default -> "rejections-view .rejection img";
          });
      String name = page.isEmpty() ? "wall" : page.substring(2).replace('/', '-');
      opened.screenshot(
          new Page.ScreenshotOptions()
              .setPath(SCREENSHOTS.resolve(name + "-" + width + ".png"))
              .setFullPage(Boolean.getBoolean("fullPage")));

      assertThat((int) opened.evaluate("document.documentElement.scrollWidth"))
          .as("width of %s", name)
          .isLessThanOrEqualTo(width);
    }
    assertThat(complaints).isEmpty();
  }

  private Page open(String address, int width, int height) {
    Page page = browser.open(dashboards.port(), address, width, height);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    return page;
  }

  private static LedgerRow row(long captured, long inferred, long unaccounted) {
    return new LedgerRow(
        "gate",
        "objects",
        Instant.now().truncatedTo(ChronoUnit.MINUTES),
        captured,
        captured,
        Map.of(),
        0,
        inferred,
        0,
        Map.of(),
        Map.of(),
        0,
        unaccounted,
        0,
        0);
  }

  private static DashboardsConfig config() {
    return DashboardsConfig.read(JsonNodeFactory.instance.objectNode().put("port", 0));
  }

  private void startByHand() {
    dashboards =
        Dashboards.start(
            config(),
            new DashboardsMetrics(),
            (input, ledger) -> {
              wall = input;
              accounts = ledger;
              input.brokerReachable(true);
              return new HandFed();
            });
  }
}
