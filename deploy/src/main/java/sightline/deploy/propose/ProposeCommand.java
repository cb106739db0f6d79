package sightline.deploy.propose;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.LogFile;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.console.TextTable;
import sightline.inference.engine.EngineOptions;
import sightline.inference.image.ProposalMethod;
import sightline.inference.image.RegionProposals;
import sightline.inference.slot.LoadedModel;
import sightline.inference.still.RegionModel;

/** Regions of pictures that may hold an object, and what a classifier sees in them. */
@Command(
    name = "propose",
    description = {
      "Proposes regions of pictures that may hold an object, of whatever kind; with a classifier,"
          + " says what is in them (R-CNN).",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Methods, all from OpenCV's contributed modules: selective (selective search, works as it is),"
          + " edge (edge boxes, on Canny's edges since the authors' trained edge detector does not"
          + " come with it), bing (needs the authors' trained weights, see --weights).",
      "",
      "Exit codes: 0 all pictures were searched, 1 some could not be read, 2 bad input.",
      "",
      "Example:",
      "  sightline propose street.jpg --top 100 --out proposals.json"
    })
public final class ProposeCommand implements Callable<Integer> {

  private static final int MOST = 10_000;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Pictures, or folders of them.")
  private List<Path> named;

  @Option(
      names = "--method",
      defaultValue = "selective",
      description = "One of ${COMPLETION-CANDIDATES}, in any case. Default: ${DEFAULT-VALUE}.")
  private ProposalMethod method;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "200",
      description = "Most regions of a picture, 1 to " + MOST + ". Default: ${DEFAULT-VALUE}.")
  private int top;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "ONNX file of a classifier that looks at every region.")
  private Path model;

  @Option(names = "--weights", paramLabel = "FOLDER", description = "Trained weights of bing.")
  private Path weights;

  @Option(names = "--out", paramLabel = "FILE", description = "Write everything there, as JSON.")
  private Path out;

  @Override
  public Integer call() throws Exception {
    if (top < 1 || top > MOST) {
      throw new BadInput("--top is %d, expected 1 to %d".formatted(top, MOST));
    }
    List<Path> pictures = Pictures.of(named);
    LogFile log = LogFile.inTemporaryFolder();
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("method", method.name().toLowerCase(Locale.ROOT)).put("top", top);
    int unread = search(pictures, report);
    if (out != null) {
      write(report);
    }
    log.discard();
    return unread == 0 ? 0 : 1;
  }

  private int search(List<Path> pictures, ObjectNode report) throws Exception {
    PrintWriter screen = spec.commandLine().getOut();
    var table = new TextTable("picture", "size", "regions", "objects", "ms");
    int unread = 0;
    try (RegionProposals proposals =
            BadInput.unlessRead(() -> method.open(Optional.ofNullable(weights)));
        LoadedModel loaded = model == null ? null : LoadedModel.load(model, EngineOptions.cpu());
        RegionModel regions =
            loaded == null ? null : BadInput.unlessRead(() -> RegionModel.open(loaded));
        var proposing = new Proposing(proposals, Optional.ofNullable(regions), top)) {
      for (Path picture : pictures) {
        ObjectNode seen = proposing.look(picture);
        report.withArray("pictures").add(seen);
        if (seen.has("problem")) {
          unread++;
          screen.printf("%s: %s%n", picture, seen.path("problem").asText());
        } else {
          table.row(
              picture.getFileName(),
              seen.path("width") + "x" + seen.path("height"),
              seen.path("proposals").size(),
              loaded == null ? "-" : seen.path("detections").size(),
              seen.path("millis"));
        }
      }
    }
    table.print(screen);
    screen.flush();
    return unread;
  }

  private void write(ObjectNode report) {
    try {
      Files.writeString(
          out, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
    } catch (IOException e) {
      throw new BadInput("%s cannot be written: %s".formatted(out, e.getMessage()), e);
    }
  }
}
