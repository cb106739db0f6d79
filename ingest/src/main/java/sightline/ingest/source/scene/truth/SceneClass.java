package sightline.ingest.source.scene.truth;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a pixel of a scene shows; its number is the position in this list. */
public enum SceneClass {
  /** Grass, trees, houses. */
  BACKGROUND,
  /** Asphalt with its lines. */
  ROAD,
  SIDEWALK,
  /** A zebra crossing, stripes and what lies between them. */
  CROSSWALK,
  PERSON,
  CAR;

  /** The number of pixels that are none of these: a planted oddity that is no car. */
  public static final int UNLABELLED = 255;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names in the order of the numbers. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(SceneClass::label).toList();
  }
}
