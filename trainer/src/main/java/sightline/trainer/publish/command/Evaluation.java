package sightline.trainer.publish.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The evaluation of {@code sightline eval}: a model on a dataset, with the workers' own reading.
 *
 * @param command that is given {@code --model --data --out} and the like
 * @param registry {@code http://HOST:PORT} that knows versions; empty without
 */
public record Evaluation(Command command, String registry) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MAX_REPORT_BYTES = 64 << 20;
  private static final Set<String> TASKS =
      Set.of("detect", "instance", "semantic", "panoptic", "classify");

  /** Its names of what the trainer's judges call otherwise. */
  private static final Map<String, String> NAMES =
      Map.of(
          "ap", "AP",
          "ap50", "AP50",
          "ap75", "AP75",
          "recall", "AR100",
          "meanIou", "mIoU",
          "meanDice", "Dice");

  /**
   * The pinned validation set.
   *
   * @param folder of the dataset
   * @param format as {@code DatasetFormat} names it; empty or {@code auto}: told by the folder
   * @param split that is measured on
   */
  public record Pinned(Path folder, String format, String split) {}

  /** Whether it can measure models of {@code task}. */
  public boolean knows(String task) {
    return command.isThere() && TASKS.contains(task);
  }

  /** What it calls {@code metric}. */
  public static String nameOf(String metric) {
    return NAMES.getOrDefault(metric, metric);
  }

  /**
   * Measures {@code model} and writes its report to {@code report}.
   *
   * @param model an ONNX file, or {@code NAME/VERSION}
   * @return the report: {@code scores} by name, {@code worst} pictures
   * @throws CommandFailed when it could not be measured
   */
  public JsonNode measure(String model, Pinned on, Path report)
      throws CommandFailed, InterruptedException {
    Path out = report.toAbsolutePath();
    var arguments = new ArrayList<>(List.of("--model", model));
    arguments.addAll(List.of("--data", on.folder().toAbsolutePath().toString()));
    if (!on.split().isEmpty()) {
      arguments.addAll(List.of("--split", on.split()));
    }
    if (!on.format().isEmpty() && !on.format().equals("auto")) {
      arguments.addAll(List.of("--format", on.format()));
    }
    if (!registry.isEmpty()) {
      arguments.addAll(List.of("--registry", registry));
    }
    arguments.addAll(List.of("--out", out.toString()));
    try {
      Files.deleteIfExists(out);
      Command.Ended ended = command.run(out.getParent(), arguments);
      if (ended.exit() != 0 || !Files.isRegularFile(out)) {
        throw new CommandFailed(
            "the evaluation of %s ended with %d: %s"
                .formatted(model, ended.exit(), ended.lastWords()));
      }
      if (Files.size(out) > MAX_REPORT_BYTES) {
        throw new CommandFailed("the report of %s has %d bytes".formatted(model, Files.size(out)));
      }
      return JSON.readTree(out.toFile());
    } catch (IOException e) {
      throw new CommandFailed(
          "the report of %s cannot be read: %s".formatted(model, e.getMessage()));
    }
  }
}
