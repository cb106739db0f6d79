package sightline;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sightline.WallPage.Drawn;
import sightline.WallPage.Labeled;

/** Models are changed on their page while people look at the wall. */
@Timeout(240)
class PromoteOnTheWallIT {

  private static final String ONE = "people/1";
  private static final String TWO = "people/2";
  private static final int PICTURES = 15;
  private static final int PATIENCE_MILLIS = 60_000;

  /** A wall that stands still longer looks broken. The cameras give five pictures a second. */
  private static final double LONGEST_GAP_MILLIS = 3_000;

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @TempDir private static Path folder;
  private static Chromium browser;
  private static LiveSite site;

  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    browser = Chromium.start();
    site = LiveSite.start(folder);
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
  void shouldSwitchAndSwitchBackBeforeTheEyesOfThoseWhoLook() throws Exception {
    WallPage wall = wall();
    wall.awaitVersion("gate", ONE);
    wall.follow("gate");
    var models = new ModelsPage(open("#/models"), LiveSite.SLOT);
    models.upload("people", LiveSite.bytes(2), TWO);

    assertThat(models.ask(TWO)).contains("all cameras", "from " + ONE + " to " + TWO, "1 worker");
    assertThat(models.confirm("sees better at night")).contains("offsets 0:");
    models.screenshot(SCREENSHOTS.resolve("promoted.png"));

    assertThat(models.steps()).hasSizeGreaterThan(1).endsWith("READY");
    models.awaitRuns(TWO);
    wall.awaitVersion("gate", TWO);
    wall.awaitVersion("yard", TWO);
    assertThat(wall.awaitSwitchLine("gate", TWO)).contains("people switched from people/1");
    wall.screenshot(SCREENSHOTS.resolve("wall-promoted.png"));

    models.undo();

    models.awaitRuns(ONE);
    wall.awaitVersion("gate", ONE);
    wall.awaitVersion("yard", ONE);
    assertThat(wall.awaitSwitchLine("yard", ONE)).contains("people switched from people/2");
    wall.await(wall.drawn().size() + PICTURES);
    assertThat(complaints).isEmpty();
    requireOneSwitchThereAndOneBack(wall.drawn());
  }

  @Test
  void shouldDrawTheBoxesOfBothSlotsOfACamera() {
    WallPage wall = wall();
    wall.follow("gate");
    site.make("slots", "bind", "second", "--cameras", "gate", "--model", ONE);

    wall.awaitSlots("gate", LiveSite.SLOT, "second");
    wall.screenshot(SCREENSHOTS.resolve("wall-two-slots.png"));
    site.make("slots", "unbind", "second");

    wall.awaitSlots("gate", LiveSite.SLOT);
    wall.await(wall.drawn().size() + PICTURES);
    requireNoGap(wall.drawn());
    assertThat(complaints).isEmpty();
  }

  private static void requireOneSwitchThereAndOneBack(List<Drawn> drawn) {
    requireNoGap(drawn);
    assertThat(runs(drawn)).containsExactly(ONE, TWO, ONE);
    assertThat(drawn)
        .allSatisfy(
            picture ->
                assertThat(picture.boxes())
                    .extracting(Labeled::version)
                    .allMatch(picture.versions()::contains));
    assertThat(drawn)
        .filteredOn(picture -> !picture.boxes().isEmpty())
        .anyMatch(picture -> picture.versions().contains(TWO));
  }

  private static void requireNoGap(List<Drawn> drawn) {
    assertThat(drawn.stream().map(Drawn::sequence)).isSorted().doesNotHaveDuplicates();
    double longest =
        IntStream.range(1, drawn.size())
            .mapToDouble(i -> drawn.get(i).atMillis() - drawn.get(i - 1).atMillis())
            .max()
            .orElseThrow();
    assertThat(longest).as("longest time without a picture, ms").isLessThan(LONGEST_GAP_MILLIS);
  }

  /** The versions in the order in which pictures showed them, each run once. */
  private static List<String> runs(List<Drawn> drawn) {
    var runs = new ArrayList<String>();
    for (Drawn picture : drawn) {
      String versions = String.join(" ", picture.versions());
      if (!versions.isEmpty() && (runs.isEmpty() || !runs.get(runs.size() - 1).equals(versions))) {
        runs.add(versions);
      }
    }
    return runs;
  }

  private WallPage wall() {
    return new WallPage(open(""));
  }

  private Page open(String address) {
    Page page = browser.open(site.port(), address, complaints);
    page.setDefaultTimeout(PATIENCE_MILLIS);
    return page;
  }
}
