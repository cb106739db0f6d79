package sightline.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Recipes whose nets learn nothing worth having, in seconds. */
final class TinyRecipe {

  private static final String REST =
      """
      seed: 3
      schedule: {epochs: 2, batch: 8, warmUp: 2, checkpointEvery: 3}
      budget: {threads: 1, device: cpu}
      publish: {golden: 2, atLeast: 0}
      """;

  /** Finds people in a generated street of 32 pictures, 4 steps an epoch. */
  static final String PEOPLE =
      """
      name: tiny-people
      task: detect
      labels: [person]
      data: {scene: "scene:junction?seed=7&size=160x120&seeds=1&day=0", pictures: 32}
      input: {width: 96, height: 80}
      net: {family: yolox, parameters: {width: 4, depth: 0, most: 16, channels: 8, strides: [8, 16]}}
      """
          + REST;

  /** Learns what is normal from pictures of any size. */
  static final String NORMALITY =
      """
      name: tiny-normality
      task: anomaly
      data: {holdOut: 0.3}
      input: {width: 64, height: 48}
      net: {family: vae, parameters: {width: 4, levels: 3, latent: 4}}
      """
          + REST;

  private TinyRecipe() {}

  static String file(Path folder, String recipe) throws IOException {
    return Files.writeString(folder.resolve("tiny.yaml"), recipe).toString();
  }
}
