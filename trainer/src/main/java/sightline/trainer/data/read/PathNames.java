package sightline.trainer.data.read;

import java.util.Locale;
import java.util.Set;

/** The parts of a path in a dataset, written with {@code /}. */
public final class PathNames {

  private static final Set<String> PICTURES =
      Set.of("jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "webp");

  private PathNames() {}

  /** Without the folders: {@code b.jpg} of {@code a/b.jpg}. */
  public static String file(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  /** The folders: {@code a} of {@code a/b.jpg}; empty for none. */
  public static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** Without the ending: {@code a/b} of {@code a/b.jpg}. */
  public static String withoutEnding(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
  }

  /** {@code b} of {@code a/b.jpg}. */
  public static String stem(String path) {
    return withoutEnding(file(path));
  }

  /** In lower case, without the dot; empty for none. */
  public static String ending(String path) {
    String whole = withoutEnding(path);
    return whole.length() == path.length()
        ? ""
        : path.substring(whole.length() + 1).toLowerCase(Locale.ROOT);
  }

  public static boolean isPicture(String path) {
    return PICTURES.contains(ending(path));
  }
}
