package sightline.deploy.console;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that choose a model, the same in every command that runs one. */
public final class ModelOption {

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "ONNX file of the model. A YAML manifest beside it, or inside it, says how it is fed;"
              + " without one, known families are recognized by their tensors.")
  private Path model;

  @Option(
      names = "--min-score",
      paramLabel = "SCORE",
      description = "Detections below this are dropped, 0 to 1. Default: ${DEFAULT-VALUE}.",
      defaultValue = "0.25")
  private double minScore;

  /** Whether one was given. */
  public boolean isGiven() {
    return model != null;
  }

  /**
   * The file, as a path that does not depend on where we run.
   *
   * @throws BadInput when none was given or it is not there
   */
  public Path file() {
    if (model == null) {
      throw new BadInput(
          "no model is given, and none comes with Sightline yet: name an ONNX file with --model FILE,"
              + " for example a YOLOX export (yolox_nano.onnx)");
    }
    if (!Files.isRegularFile(model)) {
      throw new BadInput("model %s does not exist".formatted(model));
    }
    return model.toAbsolutePath().normalize();
  }

  /**
   * The threshold.
   *
   * @throws BadInput when it is not a share
   */
  public double minScore() {
    if (!(minScore >= 0 && minScore <= 1)) {
      throw new BadInput("--min-score is %s, expected 0 to 1".formatted(minScore));
    }
    return minScore;
  }
}
