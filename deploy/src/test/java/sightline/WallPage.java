package sightline;

import static com.microsoft.playwright.options.WaitForSelectorState.ATTACHED;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sightline.events.geometry.Box;

/** The wall as a browser shows it. */
final class WallPage {

  /** Notes every picture that a tile draws, with the boxes drawn on it. */
  private static final String WATCH =
      """
      camera => {
        window.seen = [];
        const tile = document.querySelector(`camera-tile[camera="${camera}"]`);
        const note = () => window.seen.push({
          sequence: Number(tile.dataset.sequence),
          resultSequence: tile.dataset.resultSequence === undefined
            ? -1 : Number(tile.dataset.resultSequence),
          atMillis: performance.now(),
          versions: (tile.dataset.versions ?? '').split(' ').filter(Boolean),
          boxes: tile.boxes.map(({ label, box, slot, version }) => ({ label, slot, version, ...box })),
        });
        new MutationObserver(note)
          .observe(tile, { attributes: true, attributeFilter: ['data-sequence'] });
      }
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A picture that was drawn.
   *
   * @param sequence of the picture
   * @param resultSequence of the frame that the boxes belong to; -1 without a result
   * @param atMillis when it was drawn, from any beginning
   * @param versions whose results it shows
   * @param boxes drawn on it
   */
  record Drawn(
      long sequence,
      long resultSequence,
      double atMillis,
      List<String> versions,
      List<Labeled> boxes) {}

  /** A box with its label, and what drew it; px of the frame. */
  record Labeled(String label, String slot, String version, Box box) {}

  private final Page page;

  WallPage(Page page) {
    this.page = page;
  }

  /** Waits until {@code camera} has drawn {@code count} more pictures, and gives them. */
  List<Drawn> watch(String camera, int count) {
    follow(camera);
    await(count);
    return drawn();
  }

  /** Notes from now on what {@code camera} draws, and nothing else. */
  void follow(String camera) {
    page.waitForSelector("camera-tile[camera='%s'][data-sequence]".formatted(camera));
    page.evaluate(WATCH, camera);
  }

  /** Waits until {@code count} pictures were drawn since it follows. */
  void await(int count) {
    page.waitForFunction("count => window.seen.length >= count", count);
  }

  /** What was drawn since it follows. */
  List<Drawn> drawn() {
    try {
      var drawn = new ArrayList<Drawn>();
      String seen = (String) page.evaluate("JSON.stringify(window.seen)");
      JSON.readTree(seen).forEach(picture -> drawn.add(drawn(picture)));
      return drawn;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until {@code camera} shows results of {@code model} alone. */
  void awaitVersion(String camera, String model) {
    page.waitForSelector("camera-tile[camera='%s'][data-versions='%s']".formatted(camera, model));
  }

  /** Waits until {@code camera} shows boxes of exactly these slots. */
  void awaitSlots(String camera, String... slots) {
    page.waitForFunction(
        """
        ([camera, ...slots]) => {
          const { boxes } = document.querySelector(`camera-tile[camera="${camera}"]`);
          const drawn = new Set(boxes.map(({ slot }) => slot));
          return drawn.size === slots.length && slots.every(slot => drawn.has(slot));
        }
        """,
        Stream.concat(Stream.of(camera), Stream.of(slots)).toList());
  }

  /** Waits for the line at a switch to {@code model} under {@code camera}; gives its words. */
  String awaitSwitchLine(String camera, String model) {
    String line = "camera-tile[camera='%s'] .strip .switch[data-to='%s']".formatted(camera, model);
    page.waitForSelector(line, new Page.WaitForSelectorOptions().setState(ATTACHED));
    return page.textContent(line + " >> nth=-1");
  }

  void screenshot(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
  }

  private static Drawn drawn(JsonNode picture) {
    var boxes = new ArrayList<Labeled>();
    for (JsonNode box : picture.get("boxes")) {
      boxes.add(
          new Labeled(
              box.get("label").asText(),
              box.get("slot").asText(),
              box.get("version").asText(),
              new Box(
                  box.get("left").floatValue(),
                  box.get("top").floatValue(),
                  box.get("right").floatValue(),
                  box.get("bottom").floatValue())));
    }
    return new Drawn(
        picture.get("sequence").asLong(),
        picture.get("resultSequence").asLong(),
        picture.get("atMillis").asDouble(),
        picture.get("versions").valueStream().map(JsonNode::asText).toList(),
        boxes);
  }
}
