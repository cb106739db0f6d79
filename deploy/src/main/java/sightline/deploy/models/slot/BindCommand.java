package sightline.deploy.models.slot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.VersionName;

/** Cameras get a model. */
@Command(
    name = "bind",
    description = {"Makes a slot, or changes the cameras and settings of one.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 it is so now, 1 it was refused, and nothing changed, 2 bad input.",
      "",
      "Examples:",
      "  sightline slots bind yard-people --cameras yard,gate --model people/1",
      "  sightline slots bind vehicles --cameras all --model people/champion --min-score 0.4"
    })
final class BindCommand implements Callable<Integer> {

  private static final String ALL = "all";
  private static final List<String> REDUCTIONS = List.of("full", "half", "quarter");

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SLOT", description = "Name of what is looked for, and where.")
  private String slot;

  @Option(
      names = "--cameras",
      paramLabel = "NAMES",
      required = true,
      split = ",",
      description = "Names of cameras with commas, or " + ALL + ".")
  private List<String> cameras;

  @Option(
      names = "--model",
      paramLabel = "MODEL/VERSION",
      required = true,
      description = "The version may be a number, an alias, or latest.")
  private String model;

  @Option(
      names = "--min-score",
      paramLabel = "SCORE",
      defaultValue = "-1",
      description = "Detections below this are dropped, 0 to 1. Default: as the manifest says.")
  private double minScore;

  @Option(
      names = "--reduction",
      paramLabel = "SIZE",
      defaultValue = "full",
      description =
          "Pictures are decoded at full size, half or quarter: faster, but small objects are lost."
              + " Default: ${DEFAULT-VALUE}.")
  private String reduction;

  @Mixin private SlotChange change;

  @Override
  public Integer call() throws RegistryFailed, InterruptedException {
    VersionName version = BadInput.unlessRead(() -> VersionName.parse(model));
    if (minScore != -1 && !(minScore >= 0 && minScore <= 1)) {
      throw new BadInput("--min-score is %s, expected 0 to 1".formatted(minScore));
    }
    if (!REDUCTIONS.contains(reduction)) {
      throw new BadInput(
          "--reduction is '%s', expected one of %s".formatted(reduction, REDUCTIONS));
    }
    ObjectNode body =
        change
            .author()
            .json()
            .put("model", version.toString())
            .put("minScore", minScore)
            .put("reduction", reduction);
    ArrayNode list = body.putArray("cameras");
    names().forEach(list::add);
    return change.put(spec, slot, body);
  }

  private List<String> names() {
    List<String> names = cameras.stream().map(String::strip).filter(n -> !n.isEmpty()).toList();
    if (names.isEmpty()) {
      throw new BadInput("--cameras names none, expected names with commas, or " + ALL);
    }
    return names.equals(List.of(ALL)) ? List.of("*") : names;
  }
}
