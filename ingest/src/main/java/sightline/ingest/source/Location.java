package sightline.ingest.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a camera is read from. The text may hold credentials; {@link #toString} never does, so that
 * a location can be logged, published and shown.
 *
 * <p>Threading: immutable, any thread.
 */
public final class Location {

  /** What the text names. */
  public enum Kind {
    FILE,
    FOLDER,
    RTSP,
    HTTP,
    DEVICE,
    SCENE,
    UNKNOWN
  }

  /** What stands in place of a secret. */
  public static final String HIDDEN = "***";

  /** What is accepted, for people. */
  public static final String ACCEPTED =
      "a video file, a folder of images, rtsp:// or rtsps://, http:// or https:// (MJPEG or HLS),"
          + " a video device such as /dev/video0, or scene:junction";

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");
  private static final Pattern ADDRESS_WITHIN = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/");

  /** What stands before user and password in a text that is no address, or not quite one. */
  private static final Pattern BEFORE_USER = Pattern.compile("[^@:]*:/+");

  private static final Pattern HOST = Pattern.compile("[^:]*(:\\d*)?|\\[[^]]*](:\\d*)?");
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)((?:user|usr|login|name|pw|pass|token|key|auth|secret|sig|credential)[a-z_-]*)"
              + "=[^&;/]*");

  private final String text;

  private Location(String text) {
    this.text = text;
  }

  /** The location that {@code text} names; whether it makes sense is for {@link Sources}. */
  public static Location valueOf(String text) {
    return new Location(text.strip());
  }

  /** What the text names, as far as can be told without opening it. */
  public Kind kind() {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("rtsp://") || lower.startsWith("rtsps://")) {
      return Kind.RTSP;
    }
    if (lower.startsWith("http://") || lower.startsWith("https://")) {
      return Kind.HTTP;
    }
    if (lower.startsWith("scene:")) {
      return Kind.SCENE;
    }
    if (text.startsWith("/dev/video")) {
      return Kind.DEVICE;
    }
    if (text.isEmpty() || text.contains("://")) {
      return Kind.UNKNOWN;
    }
    return Files.isDirectory(Path.of(text)) ? Kind.FOLDER : Kind.FILE;
  }

  /** Whether the source comes to an end by itself when it is not looped. */
  public boolean isFinite() {
    return switch (kind()) {
      case FILE, FOLDER -> true;
      case SCENE -> SceneSource.framesIn(this) > 0;
      case RTSP, HTTP, DEVICE, UNKNOWN -> false;
    };
  }

  /** The text with its credentials: for the call that opens the source and nothing else. */
  String full() {
    return text;
  }

  /** User and password as they stand before the host; empty when there are none. */
  String userInfo() {
    int start = afterScheme();
    int at = endOfUserInfo(start);
    return at < 0 ? "" : text.substring(start, at);
  }

  /** The text without user and password, but with its query. */
  String withoutUserInfo() {
    int start = afterScheme();
    int at = endOfUserInfo(start);
    return at < 0 ? text : text.substring(0, start) + text.substring(at + 1);
  }

  /** The text with everything hidden that may be a secret. */
  @Override
  public String toString() {
    return hasScheme() ? shown(afterScheme(), endOfUserInfo(afterScheme())) : mistyped();
  }

  /** A file's name, or an address with a slip in it, whose secrets are none the less secret. */
  private String mistyped() {
    int at = text.lastIndexOf('@');
    boolean mayHoldUser = at >= 0 && text.substring(0, at).contains(":");
    if (!mayHoldUser && !ADDRESS_WITHIN.matcher(text).find()) {
      return hideSecrets(text);
    }
    var before = BEFORE_USER.matcher(text);
    return shown(before.lookingAt() ? before.end() : 0, mayHoldUser ? at : -1);
  }

  /** The text without what stands from {@code start} to {@code at}, -1 for nothing. */
  private String shown(int start, int at) {
    String rest = text.substring(at < 0 ? start : at + 1);
    int query = indexOrEnd(rest, "?#");
    return hideSecrets(text.substring(0, start))
        + (at < 0 ? "" : HIDDEN + "@")
        + hideSecrets(rest.substring(0, query))
        + (query < rest.length() ? "?" + HIDDEN : "");
  }

  private static String hideSecrets(String text) {
    return SECRET.matcher(text).replaceAll("$1=" + HIDDEN);
  }

  /** Whether the texts are the same, letter by letter, credentials and all. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Location location && location.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  private boolean hasScheme() {
    return SCHEME.matcher(text).lookingAt();
  }

  private int afterScheme() {
    return hasScheme() ? text.indexOf("://") + 3 : 0;
  }

  /** Index of the '@' that ends user and password, or -1. Passwords may hold '@' and '/'. */
  private int endOfUserInfo(int start) {
    if (!hasScheme()) {
      return -1;
    }
    String rest = text.substring(start);
    String authority = rest.substring(0, indexOrEnd(rest, "/?#"));
    boolean plainHost = !authority.contains("@") && HOST.matcher(authority).matches();
    if (plainHost) {
      return -1;
    }
    int at = rest.lastIndexOf('@');
    return at < 0 ? -1 : start + at;
  }

  private static int indexOrEnd(String text, String stops) {
    for (int i = 0; i < text.length(); i++) {
      if (stops.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }
}
