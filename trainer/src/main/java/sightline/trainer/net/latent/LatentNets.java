package sightline.trainer.net.latent;

import java.util.List;
import sightline.trainer.net.part.Settings;

/** Builds the nets of this package by the names of their families. */
public final class LatentNets {

  private static final int BYTE = 8;

  private LatentNets() {}

  /**
   * A net of a family.
   *
   * @param family {@code autoencoder} or {@code vae}
   * @param settings as {@link Autoencoder} and {@link Vae} say; not yet checked for unknown ones
   * @param picture channels, height, width
   * @param unit whether pictures are 0 to 1
   */
  public static LatentNet of(
      String family, Settings settings, List<Integer> picture, boolean unit) {
    return of(family, settings, picture, unit, BYTE);
  }

  /**
   * The same without rounding: a number half way between two codes may become either on another
   * machine, and what is given back would be another picture.
   */
  static LatentNet exact(String family, Settings settings, List<Integer> picture, boolean unit) {
    return of(family, settings, picture, unit, 0);
  }

  private static LatentNet of(
      String family, Settings settings, List<Integer> picture, boolean unit, int mostBits) {
    return switch (family) {
      case "autoencoder" -> Autoencoder.of(settings, picture, unit, mostBits);
      case "vae" -> Vae.of(settings, picture, unit);
      default ->
          throw new IllegalArgumentException(
              "net.family is %s, expected autoencoder or vae".formatted(family));
    };
  }
}
