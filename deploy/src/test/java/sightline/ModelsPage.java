package sightline;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.util.List;

/** The models page, as an operator uses it. */
final class ModelsPage {

  /** Notes every step that a worker shows. */
  private static final String WATCH =
      """
      () => {
        window.steps = [];
        const note = () => document.querySelectorAll('.workers [data-step]').forEach(
          ({ dataset }) => window.steps.at(-1) === dataset.step || window.steps.push(dataset.step));
        new MutationObserver(note).observe(document.querySelector('models-view'),
          { subtree: true, childList: true, attributes: true, attributeFilter: ['data-step'] });
      }
      """;

  private final Page page;
  private final String slot;

  /** The page, with {@code slot} in view. */
  ModelsPage(Page page, String slot) {
    this.page = page;
    this.slot = slot;
    page.click("[data-slot='%s']".formatted(slot));
    page.evaluate(WATCH);
  }

  /** Sends a file, and waits until it is version {@code stored}. */
  void upload(String model, byte[] file, String stored) {
    page.click("button:has-text('Upload a model')");
    page.setInputFiles(
        "input[type=file]", new FilePayload("people.onnx", "application/octet-stream", file));
    page.fill("input[name=name]", model);
    page.click("button:text-is('Upload')");
    page.waitForSelector("text=Stored as %s.".formatted(stored));
    page.click("button:text-is('Close')");
  }

  /** Asks for {@code version} in the slot; gives what the page says will happen. */
  String ask(String version) {
    page.click("[data-version='%s'] input[type=radio]".formatted(version));
    page.click("button:has-text('Promote %s to %s')".formatted(version, slot));
    return page.textContent(".will");
  }

  /** Confirms, and waits for the switch; gives what the page says about it. */
  String confirm(String why) {
    page.fill(".confirm input[name=why]", why);
    page.click("button:has-text('Promote now')");
    page.waitForSelector(".history li:has-text('%s')".formatted(why));
    page.waitForSelector(".state:has-text('Switched at')");
    return page.textContent(".state");
  }

  /** The steps of workers that were seen so far. */
  @SuppressWarnings("unchecked")
  List<String> steps() {
    return (List<String>) page.evaluate("window.steps");
  }

  void undo() {
    page.click("button.undo");
  }

  void awaitRuns(String version) {
    page.waitForSelector("[data-slot='%s'] .runs:text-is('%s')".formatted(slot, version));
  }

  void screenshot(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
  }
}
