package sightline.deploy.models;

import java.nio.file.Path;
import java.util.List;

/**
 * A slot that a site begins with.
 *
 * @param slot its name, and that of the model
 * @param file of the model
 * @param cameras names of them; none: all
 * @param minScore detections below it are dropped, 0 to 1; -1: as the manifest says
 * @param reduction of pictures when they are decoded
 */
public record Seed(
    String slot, Path file, List<String> cameras, double minScore, String reduction) {

  public Seed {
    cameras = List.copyOf(cameras);
  }
}
