package sightline.registry.http.request;

import java.util.regex.Pattern;

/**
 * What models, aliases, slots and cameras may be called.
 *
 * <p>Threading: stateless, any thread.
 */
public final class Names {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private Names() {}

  /** {@code name}, of a {@code what}. */
  public static String require(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw Problem.invalid(
          "%s is '%s', expected 1 to 64 letters, digits, dots, dashes or underscores, beginning"
              + " with a letter or digit",
          what, shown(name));
    }
    return name;
  }

  /** {@code name/version} or {@code name/alias}. */
  public static String requireModel(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw Problem.invalid("model is '%s', expected NAME/VERSION or NAME/ALIAS", shown(text));
    }
    require("model", text.substring(0, slash));
    require("version", text.substring(slash + 1));
    return text;
  }

  public static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
