package sightline.deploy.models.slot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
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
import sightline.deploy.console.TimeText;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryPath;
import sightline.deploy.models.VersionName;

/** A slot gets another version, at one exact frame. */
@Command(
    name = "promote",
    description = {
      "Gives a slot another version. Every worker makes it ready beside the old one; when all are,"
          + " they switch at one exact frame of each camera, and the offsets are printed. If one"
          + " cannot, nothing changes.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 switched, 1 refused, and nothing changed, 2 bad input.",
      "",
      "Examples:",
      "  sightline slots promote yard-people people/2",
      "  sightline slots promote yard-people people/2 --canary gate",
      "      only camera gate; then all of them by the line above, or back by rollback"
    })
final class PromoteCommand implements Callable<Integer> {

  private static final Duration LONGEST = Duration.ofDays(1);

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "SLOT", description = "The slot.")
  private String slot;

  @Parameters(
      index = "1",
      paramLabel = "MODEL/VERSION",
      description = "The version may be a number, an alias, or latest.")
  private String model;

  @Option(
      names = "--canary",
      paramLabel = "CAMERAS",
      split = ",",
      description = "Only these cameras of the slot, with commas.")
  private List<String> canary = List.of();

  @Option(
      names = "--gap",
      description =
          "For workers whose memory holds one model only: each closes the old one before it opens"
              + " the new one, and its cameras wait in between.")
  private boolean gap;

  @Option(
      names = "--ready-within",
      paramLabel = "TIME",
      description =
          "Longest time until every worker is ready, such as 60s; then it is refused. Default: as"
              + " the registry is configured.")
  private String readyWithin;

  @Mixin private SlotChange change;

  @Override
  public Integer call() throws RegistryFailed, InterruptedException {
    VersionName version = BadInput.unlessRead(() -> VersionName.parse(model));
    ObjectNode body = change.author().json().put("model", version.toString()).put("gap", gap);
    ArrayNode cameras = body.putArray("canary");
    canary.stream().map(String::strip).filter(name -> !name.isEmpty()).forEach(cameras::add);
    if (readyWithin != null) {
      body.put("readyWithinSeconds", seconds());
    }
    return change.change(spec, slot, "POST", RegistryPath.of("slots", slot, "promote"), body);
  }

  private long seconds() {
    Duration within = BadInput.unlessRead(() -> TimeText.duration("--ready-within", readyWithin));
    if (within.toSeconds() < 1 || within.compareTo(LONGEST) > 0) {
      throw new BadInput("--ready-within is '%s', expected 1s to 1d".formatted(readyWithin));
    }
    return within.toSeconds();
  }
}
