package sightline.deploy.inspect;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sightline.deploy.console.LogFile;
import sightline.deploy.console.ProgramVersion;

/** What a model file is, and what would be assumed about it. */
@Command(
    name = "inspect",
    description = {
      "Says what a model file is: its tensors, the family it belongs to and why, how it would be fed"
          + " and read, and what is taken for granted.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 recognized, 3 a sound model of no known family, 2 no usable model.",
      "",
      "Example:",
      "  sightline inspect yolox_nano.onnx",
      "  sightline inspect yolox_nano.onnx --yaml > yolox_nano.manifest.yaml"
    })
public final class InspectCommand implements Callable<Integer> {

  private static final int RECOGNIZED = 0;
  private static final int NO_KNOWN_FAMILY = 3;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "An ONNX file, or a ZIP of one.")
  private Path file;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "Feed and read it as this YAML says, instead of the one beside or inside it.")
  private Path manifest;

  @Option(names = "--yaml", description = "Print only the manifest that would be used.")
  private boolean yaml;

  @Option(names = "--json", description = "Print everything as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    LogFile log = LogFile.inTemporaryFolder();
    Inspection inspection = new Inspector(file, Optional.ofNullable(manifest)).inspect();
    log.discard();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(InspectionJson.of(inspection)));
    } else if (yaml && inspection.isRecognized()) {
      out.print(InspectionText.yaml(inspection));
    } else {
      InspectionText.of(inspection).forEach(out::println);
    }
    out.flush();
    return inspection.isRecognized() ? RECOGNIZED : NO_KNOWN_FAMILY;
  }
}
