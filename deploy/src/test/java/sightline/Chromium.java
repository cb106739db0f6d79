package sightline;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A headless browser that is installed on this machine, or named by {@code -Dsightline.chromium=}.
 *
 * <p>Ownership: closes browser and driver.
 */
final class Chromium implements AutoCloseable {

  private static final List<String> PLACES =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright driver;
  private final Browser browser;

  private Chromium(Path executable) {
    driver =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        driver
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
  }

  /** Starts it; the test is skipped, and says so, where there is none. */
  static Chromium start() {
    Optional<Path> executable =
        Stream.concat(Stream.of(System.getProperty("sightline.chromium", "")), PLACES.stream())
            .filter(place -> !place.isEmpty())
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(executable.isPresent(), "skipped: there is no Chromium");
    return new Chromium(executable.get());
  }

  /** The wall at {@code port}, in a window of 1280 by 720. */
  WallPage openWall(int port) {
    return new WallPage(open(port, "", new ArrayList<>()));
  }

  /**
   * A page of the server at {@code port}, for example {@code #/models}.
   *
   * @param complaints hears of each error in its console
   */
  Page open(int port, String address, List<String> complaints) {
    Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1280, 720));
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.navigate("http://127.0.0.1:" + port + "/" + address);
    return page;
  }

  @Override
  public void close() {
    browser.close();
    driver.close();
  }
}
