package sightline.dashboards.http.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The headers that keep a page to what it is: our files, our websocket, nothing else. The import
 * map is the only script inside a page; the policy names it by its digest.
 *
 * <p>Threading: immutable, any thread.
 */
public final class PageSecurity {

  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private final String policy;

  private PageSecurity(String policy) {
    this.policy = policy;
  }

  /** Reads the page {@code /webroot/index.html} from the class path. */
  public static PageSecurity ofIndexPage() {
    Matcher map = IMPORT_MAP.matcher(indexPage());
    if (!map.find()) {
      throw new IllegalStateException("webroot/index.html has no import map");
    }
    return new PageSecurity(
        "default-src 'none'; script-src 'self' 'sha256-"
            + digest(map.group(1))
            + "'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
  }

  public void addHeaders(RoutingContext ctx) {
    ctx.response()
        .putHeader("content-security-policy", policy)
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("referrer-policy", "no-referrer")
        .putHeader("cross-origin-opener-policy", "same-origin")
        .putHeader("cross-origin-resource-policy", "same-origin");
    ctx.next();
  }

  private static String indexPage() {
    try (var page = PageSecurity.class.getResourceAsStream("/webroot/index.html")) {
      return new String(Objects.requireNonNull(page, "webroot/index.html").readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
