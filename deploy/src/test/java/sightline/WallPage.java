package sightline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
          boxes: tile.boxes.map(({ label, box }) => ({ label, ...box })),
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
   * @param boxes drawn on it
   */
  record Drawn(long sequence, long resultSequence, List<Labeled> boxes) {}

  /** A box with its label, px of the frame. */
  record Labeled(String label, Box box) {}

  private final Page page;

  WallPage(Page page) {
    this.page = page;
  }

  /** Waits until {@code camera} has drawn {@code count} more pictures, and gives them. */
  List<Drawn> watch(String camera, int count) {
    page.waitForSelector("camera-tile[camera='%s'][data-sequence]".formatted(camera));
    page.evaluate(WATCH, camera);
    page.waitForFunction("count => window.seen.length >= count", count);
    try {
      var drawn = new ArrayList<Drawn>();
      String seen = (String) page.evaluate("JSON.stringify(window.seen)");
      JSON.readTree(seen).forEach(picture -> drawn.add(drawn(picture)));
      return drawn;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
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
              new Box(
                  box.get("left").floatValue(),
                  box.get("top").floatValue(),
                  box.get("right").floatValue(),
                  box.get("bottom").floatValue())));
    }
    return new Drawn(
        picture.get("sequence").asLong(), picture.get("resultSequence").asLong(), boxes);
  }
}
