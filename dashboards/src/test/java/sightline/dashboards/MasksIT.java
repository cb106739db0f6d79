package sightline.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static sightline.dashboards.feed.Samples.frame;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sightline.dashboards.feed.Samples;
import sightline.dashboards.feed.WallInput;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.CameraStatus.State;
import sightline.events.Detection;
import sightline.events.FrameCaptured;
import sightline.events.FrameId;
import sightline.events.ObjectsDetected;
import sightline.events.geometry.Box;
import sightline.events.geometry.Mask;

/** What is drawn over pictures beside boxes, in a real browser. */
class MasksIT {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private static Chromium browser;

  private WallInput wall;
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

  @BeforeEach
  void start() {
    dashboards =
        Dashboards.start(
            DashboardsConfig.read(JsonNodeFactory.instance.objectNode().put("port", 0)),
            new DashboardsMetrics(),
            (input, ledger) -> {
              wall = input;
              input.brokerReachable(true);
              return new HandFed();
            });
    wall.status(Samples.status("gate", State.LIVE));
  }

  @AfterEach
  void stop() {
    dashboards.close();
  }

  @Test
  void shouldDecodeMasksAsTheyWereWritten() {
    Page page = open();
    var random = new Random(7);
    for (int i = 0; i < 40; i++) {
      int width = 1 + random.nextInt(70);
      int height = 1 + random.nextInt(70);
      int[] runs = runs(random, width * height);
      Mask mask = Mask.ofRuns(width, height, runs);

      Object painted =
          page.evaluate(
              """
              async mask => {
                const { eachRun } = await import('/parts/rle.js');
                const rows = Array.from({ length: mask.height }, () => new Array(mask.width).fill('.'));
                eachRun(mask, (x, top, bottom) => { for (let y = top; y < bottom; y++) rows[y][x] = '#'; });
                return rows.map(row => row.join('')).join(' ');
              }""",
              Map.of("width", width, "height", height, "counts", mask.counts()));

      assertThat(painted).isEqualTo(rows(width, height, runs));
    }
  }

  @Test
  void shouldStopQuietlyAtTextThatIsNoMask() {
    Page page = open();
    var random = new Random(8);
    for (int i = 0; i < 40; i++) {
      var text = new StringBuilder();
      random.ints(random.nextInt(60), 0, 127).forEach(code -> text.append((char) code));

      Object inside =
          page.evaluate(
              """
              async mask => {
                const { eachRun } = await import('/parts/rle.js');
                let inside = true;
                eachRun(mask, (x, top, bottom) => {
                  inside &&= x >= 0 && x < mask.width && top >= 0 && top < bottom && bottom <= mask.height;
                });
                return inside;
              }""",
              Map.of("width", 33, "height", 21, "counts", text.toString()));

      assertThat(inside).isEqualTo(true);
    }
  }

  @Test
  void shouldDrawMasksUntilTheyAreSwitchedOff() throws Exception {
    Page page = open();
    look(1, DemoObject.oval(new Box(100, 100, 300, 300), Samples.picture(id(1), 1).size()));
    page.waitForSelector("camera-tile[data-sequence='1'][data-masks='1']");
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("mask-on-gate.png")));
    String masked = middle(page);

    page.keyboard().press("m");
    page.waitForSelector("camera-tile[data-masks='0'][data-boxes='1']");
    String plain = middle(page);

    assertThat(masked).isNotEqualTo(plain);
    assertThat(page.evaluate("document.querySelector('camera-tile').boxes[0].track")).isEqualTo(12);
    assertThat(complaints).isEmpty();
  }

  @Test
  void shouldSayOnceThatMasksAreTooLargeAndDrawTheRest() throws Exception {
    Page page = open();
    look(1, new Mask(2000, 2000, "0"));
    page.waitForSelector("camera-tile[data-sequence='1'][data-masks='0'][data-boxes='1']");
    look(2, new Mask(2000, 2000, "0"));
    page.waitForSelector("camera-tile[data-sequence='2'][data-masks='0'][data-boxes='1']");

    assertThat(complaints)
        .containsExactly(
            "masks of 2000 x 2000 pixels are not drawn, only those of at most 1048576");
  }

  private static FrameId id(long sequence) {
    return frame("gate", sequence);
  }

  /** The color in the middle of the object. */
  private static String middle(Page page) {
    return (String)
        page.evaluate(
            """
            () => {
              const canvas = document.querySelector('camera-tile canvas');
              const area = Math.min(canvas.width / 640, canvas.height / 360);
              const [x, y] = [canvas.width / 2 + (200 - 320) * area, canvas.height / 2 + (200 - 240) * area];
              return canvas.getContext('2d').getImageData(x, y, 1, 1).data.join();
            }""");
  }

  private void look(long sequence, Mask mask) throws Exception {
    FrameCaptured usual = Samples.picture(id(sequence), 1);
    wall.picture(
        new FrameCaptured(
            id(sequence),
            Instant.now(),
            usual.size(),
            DemoFeed.drawn(0),
            usual.counts(),
            usual.policy()));
    var person =
        new Detection(
            new Box(100, 100, 300, 300),
            0,
            "person",
            .9f,
            12,
            List.of(150f, 150f, 250f, 150f),
            mask);
    wall.detected(
        new ObjectsDetected(Samples.detected(id(sequence)).provenance(), List.of(person)));
  }

  private Page open() {
    Page page = browser.open(dashboards.port(), "", 1280, 720);
    page.onConsoleMessage(
        message -> {
          if (!message.text().contains("willReadFrequently")) { // this test reads pixels
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.waitForSelector("camera-tile");
    return page;
  }

  private static int[] runs(Random random, int size) {
    var runs = new ArrayList<Integer>();
    for (int left = size; left > 0; ) {
      int run = Math.min(left, random.nextInt(runs.size() % 2 == 0 ? 90 : 30));
      runs.add(run);
      left -= run;
    }
    return runs.stream().mapToInt(Integer::intValue).toArray();
  }

  private static String rows(int width, int height, int[] runs) {
    var pixels = new StringBuilder();
    for (int i = 0; i < runs.length; i++) {
      pixels.append((i % 2 == 0 ? "." : "#").repeat(runs[i]));
    }
    var rows = new ArrayList<String>();
    for (int y = 0; y < height; y++) {
      var row = new StringBuilder();
      for (int x = 0; x < width; x++) {
        row.append(pixels.charAt(x * height + y));
      }
      rows.add(row.toString());
    }
    return String.join(" ", rows);
  }
}
