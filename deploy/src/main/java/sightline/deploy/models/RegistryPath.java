package sightline.deploy.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/**
 * A path of the registry, with what is asked for.
 *
 * @param text encoded for a URL, beginning with a slash
 */
public record RegistryPath(String text) {

  /** {@code /models/people} of {@code "models", "people"}. */
  public static RegistryPath of(String... segments) {
    var path = new StringBuilder();
    for (String segment : segments) {
      path.append('/').append(encoded(segment));
    }
    return new RegistryPath(path.toString());
  }

  /** The path of what the registry named in a {@code Location}. */
  public static RegistryPath located(String location) {
    return new RegistryPath(location.replaceFirst("^https?://[^/]*", ""));
  }

  /** The same with {@code key=value} in its query; without it when {@code value} is empty. */
  public RegistryPath with(String key, Object value) {
    String word = String.valueOf(value);
    if (word.isEmpty()) {
      return this;
    }
    String separator = text.contains("?") ? "&" : "?";
    return new RegistryPath(text + separator + encoded(key) + "=" + encoded(word));
  }

  private static String encoded(String word) {
    return URLEncoder.encode(word, UTF_8).replace("+", "%20");
  }
}
