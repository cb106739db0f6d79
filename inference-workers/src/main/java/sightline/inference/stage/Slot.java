package sightline.inference.stage;

import java.util.Set;
import sightline.inference.image.Reduction;

/**
 * What is being looked for on some cameras, and the model that looks.
 *
 * @param name that every result carries
 * @param model that serves it
 * @param reduction how small its pictures may be decoded
 * @param cameras ids of the cameras it is bound to; empty for all
 */
public record Slot(String name, LoadedModel model, Reduction reduction, Set<String> cameras) {

  public Slot {
    cameras = Set.copyOf(cameras);
  }

  /** Whether it is bound to {@code camera}. */
  public boolean looksAt(String camera) {
    return cameras.isEmpty() || cameras.contains(camera);
  }
}
