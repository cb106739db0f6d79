package sightline.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.dashboards.feed.Samples;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.CameraStatus.State;

/** The models page in a real browser, before a registry that keeps its state in memory. */
class ModelsPageIT {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private static Chromium browser;

  private final List<String> complaints = new ArrayList<>();
  private FakeRegistry registry;
  private Dashboards dashboards;

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

  @BeforeEach
  void start() throws IOException {
    registry = new FakeRegistry(0);
    dashboards =
        Dashboards.start(
            config(registry.address()),
            new DashboardsMetrics(),
            (input, ledger) -> {
              input.brokerReachable(true);
              for (String camera : List.of("gate", "roof", "yard")) {
                input.status(Samples.status(camera, State.LIVE));
              }
              return new HandFed();
            });
  }

  @AfterEach
  void stop() {
    dashboards.close();
    registry.close();
  }

  @Test
  void shouldPromoteWithLiveProgressAndRollBackByOneClick() {
    Page page = open(1280, 720);
    choose(page, "people/2");
    page.click("button:has-text('Promote people/2 to yard-people')");
    assertThat(page.textContent(".will"))
        .contains("yard and gate", "from people/1 to people/2", "2 workers", "212 MB", "1.9 GB");
    page.fill(".confirm input[name=why]", "sees better at night");

    page.click("button:has-text('Promote now')");

    page.waitForSelector(".workers [data-step=FETCHING]");
    page.waitForSelector(".state:has-text('Switched at')");
    assertThat(registry.modelOf("yard-people")).isEqualTo("people/2");
    page.waitForSelector("[data-slot=yard-people] .runs:text('people/2')");
    page.waitForSelector(".history li:has-text('sees better at night')");

    page.click("button.undo");

    page.waitForSelector("[data-slot=yard-people] .runs:text('people/1')");
    assertThat(registry.modelOf("yard-people")).isEqualTo("people/1");
    assertThat(complaints).isEmpty();
  }

  @Test
  void shouldSayWhoWasFasterAndShowWhatIsThereNow() {
    Page page = open(1280, 720);
    choose(page, "people/2");
    page.click("button:has-text('Promote people/2 to yard-people')");
    registry.interruptNextChange("yard-people", "people/3");

    page.click("button:has-text('Promote now')");

    page.waitForSelector("[role=alert]:has-text('bo promoted people/3; look again')");
    page.waitForSelector("[data-slot=yard-people] .runs:text('people/3')");
    assertThat(registry.modelOf("yard-people")).isEqualTo("people/3");
  }

  @Test
  void shouldOfferTheGapWithItsSentenceWhenMemoryIsShort() {
    Page page = open(1280, 720);
    choose(page, "people/3");
    page.click("button:has-text('Promote people/3 to yard-people')");
    page.click("button:has-text('Promote now')");
    page.waitForSelector("[role=alert]:has-text('96 MB of memory free')");

    page.check("input[name=gap]");
    page.click("button:has-text('Promote now')");

    page.waitForSelector("[data-slot=yard-people] .runs:text('people/3')");
  }

  @Test
  void shouldPromoteOnSomeCamerasFirst() {
    Page page = open(1280, 720);
    choose(page, "people/2");
    page.click("button:has-text('Promote people/2 to yard-people')");
    page.check("text=Only some");
    page.check("input[name=camera][value=gate]");
    assertThat(page.textContent(".will")).contains("On gate", "The others stay with people/1");

    page.click("button:has-text('Promote now')");

    page.waitForSelector("[data-slot=yard-people] .canary:has-text('people/2 on gate')");
    assertThat(registry.modelOf("yard-people")).isEqualTo("people/1");
  }

  @Test
  void shouldSayWhyAnUploadWasRefused() {
    Page page = open(1280, 720);

    upload(page, "broken.onnx");

    page.waitForSelector(
        "[role=alert]:has-text(\"Not stored: the graph has a cycle through node\")");
    assertThat(complaints).isEmpty();
  }

  @Test
  void shouldUploadAModelAndConfirmItsGuessedManifest() {
    Page page = open(1280, 720);

    upload(page, "people.onnx");
    page.waitForSelector("text=Stored as people/4.");
    page.click("[data-version='people/4'] button:has-text('Confirm')");

    page.waitForSelector("[data-version='people/4'] >> text=guessed, confirmed");
    assertThat(registry.asked()).contains("POST /models/people/versions/4/confirm");
    assertThat(complaints).isEmpty();
  }

  @Test
  void shouldBindANewSlotToSomeCameras() {
    Page page = open(1280, 720);
    page.click("button:has-text('Bind a slot')");
    page.fill("input[name=slot]", "roof-vehicles");
    page.selectOption("select[name=model]", "vehicles/1");
    page.check("text=Only some");
    page.check("input[name=camera][value=roof]");

    page.click("button:text-is('Bind')");

    page.waitForSelector("[data-slot=roof-vehicles]");
    page.waitForSelector("[data-slot=roof-vehicles] .runs:text('vehicles/1')");
    assertThat(page.textContent("models-view h1")).isEqualTo("roof-vehicles");
    assertThat(complaints).isEmpty();
    assertThat(registry.asked()).contains("PUT /slots/roof-vehicles");
  }

  @Test
  void shouldChangeTheCamerasAndSettingsOfASlot() {
    Page page = open(1280, 720);
    page.click("button:has-text('Edit')");
    assertThat(page.isChecked("input[name=camera][value=yard]")).isTrue();
    assertThat(page.isChecked("input[name=camera][value=roof]")).isFalse();
    page.check("input[name=camera][value=roof]");
    page.uncheck("input[name=camera][value=gate]");
    page.fill("input[name=minScore]", "0.4");
    page.selectOption("select[name=reduction]", "half");

    page.click("button:text-is('Change')");

    page.waitForSelector(".headline >> text=on roof and yard, from score 0.4, pictures at half");
    assertThat(registry.asked()).contains("PUT /slots/yard-people");
    assertThat(registry.modelOf("yard-people")).isEqualTo("people/1");
    assertThat(complaints).isEmpty();
  }

  @Test
  void shouldUnbindASlotOnlyAfterSayingWhatThatMeans() {
    Page page = open(1280, 720);
    page.click("button:has-text('Edit')");
    page.click("button:has-text('Unbind')");
    assertThat(page.textContent(".will"))
        .contains("people/1", "no longer", "yard and gate", "can be bound again");
    assertThat(registry.asked()).doesNotContain("DELETE /slots/yard-people");

    page.click("button:has-text('Unbind now')");

    page.waitForSelector(".headline .runs:text-is('nothing')");
    page.waitForSelector(".headline button:has-text('Bind')");
    assertThat(registry.asked()).contains("DELETE /slots/yard-people");
    assertThat(complaints).isEmpty();
  }

  @Test
  void shouldTellASpanOfTheTimeLineByKeyboard() {
    Page page = open(1280, 720);
    page.waitForSelector("slot-timeline .span");

    page.focus("slot-timeline .span >> nth=1");

    page.waitForSelector(".told:has-text('people/2, revision')");
    assertThat(page.textContent(".told")).contains("by ana: more night");
  }

  @Test
  void shouldSayInOneSentenceThatTheRegistryDoesNotAnswer() {
    registry.close();

    Page page = browser.open(dashboards.port(), "#/models", 1280, 720);

    page.waitForSelector("text=the registry at " + registry.address() + " does not answer");
  }

  @ParameterizedTest
  @CsvSource({"1280, 720", "390, 844"})
  void shouldFitItsWindowWhateverItShows(int width, int height) {
    Page page = open(width, height);
    choose(page, "people/2");
    shoot(page, "models", width);
    page.click("button:has-text('Edit')");
    shoot(page, "models-edit", width);
    page.click(".form button:text-is('Cancel')");
    page.click("button:has-text('Promote people/2 to yard-people')");
    page.check("text=Only some");
    shoot(page, "models-confirm", width);
    page.check("text=All of this slot");
    registry.stopAfter(5);
    page.click("button:has-text('Promote now')");
    page.waitForSelector(".workers [data-step=LOADING]");
    shoot(page, "models-progress", width);
    registry.stopAfter(Integer.MAX_VALUE);
    page.waitForSelector(".state:has-text('Switched at')");
    page.click("button:has-text('Upload a model')");
    shoot(page, "models-switched", width);
    assertThat(complaints).isEmpty();
  }

  private static void shoot(Page page, String name, int width) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve(name + "-" + width + ".png"))
            .setFullPage(width < 1_000));
    assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
        .as("width of %s", name)
        .isLessThanOrEqualTo(width);
  }

  private static void choose(Page page, String version) {
    page.click("[data-version='" + version + "'] input[type=radio]");
  }

  private static void upload(Page page, String name) {
    page.click("button:has-text('Upload a model')");
    page.setInputFiles(
        "input[type=file]",
        new FilePayload(name, "application/octet-stream", "not really".getBytes(UTF_8)));
    page.fill("input[name=name]", "people");
    page.click("button:text-is('Upload')");
  }

  private Page open(int width, int height) {
    Page page = browser.open(dashboards.port(), "#/models", width, height);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.setDefaultTimeout(15_000);
    page.click("[data-slot=yard-people]");
    page.waitForSelector("[data-version='people/2']");
    return page;
  }

  private static DashboardsConfig config(String registry) {
    JsonNode keys =
        JsonNodeFactory.instance
            .objectNode()
            .put("port", 0)
            .set("registry", JsonNodeFactory.instance.arrayNode().add(registry));
    return DashboardsConfig.read(keys);
  }
}
