package sightline.inference.bundle;

import java.util.List;

/** Names of files that cannot lead anywhere but below the folder they are put in. */
public final class PlainName {

  private static final int MAX_LENGTH = 200;
  private static final List<String> STEPS = List.of("", ".", "..");

  private PlainName() {}

  /** Whether {@code name} is like {@code weights.bin} or {@code data/weights.bin}. */
  public static boolean is(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_LENGTH
        && name.chars().noneMatch(c -> c < ' ' || c == 0x7F || "\\:*?\"<>|".indexOf(c) >= 0)
        && List.of(name.split("/", -1)).stream().noneMatch(PlainName::leadsAway);
  }

  private static boolean leadsAway(String segment) {
    return STEPS.contains(segment) || segment.startsWith("~");
  }

  /** {@code name} for a message: short, without anything that a terminal would obey. */
  public static String shown(String name) {
    String visible = name.replaceAll("\\p{Cntrl}", "?");
    return visible.length() <= 80 ? visible : visible.substring(0, 80) + "…";
  }
}
