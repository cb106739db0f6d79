package sightline.deploy.models.camera;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.models.AuthorOption;
import sightline.deploy.models.Precondition;
import sightline.deploy.models.RegistryClient;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryOption;
import sightline.deploy.models.RegistryReply;

/** Settings of a camera become others. */
@Command(
    name = "set",
    description = {
      "Changes settings of a camera while it runs; what was changed before stays. The camera's"
          + " status on the wall says what of it cannot be.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Settings: framesPerSecond, longestSide, jpegQuality, whenBehind, deadline, priority,"
          + " floorFramesPerSecond, as in the site file.",
      "",
      "Exit codes: 0 it is so now, 1 it was refused, and nothing changed, 2 bad input."
    })
final class SetCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "CAMERA", description = "The camera.")
  private String camera;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "KEY=VALUE",
      description = "What is to be changed.")
  private Map<String, String> settings;

  @Mixin private AuthorOption author;
  @Mixin private RegistryOption registry;

  @Override
  public Integer call() throws RegistryFailed, InterruptedException {
    RegistryClient client = registry.client();
    RegistryReply seen = client.get(CameraWords.path(camera));
    ObjectNode body = author.json();
    ObjectNode all = body.putObject("settings");
    seen.body().path("settings").properties().forEach(one -> all.set(one.getKey(), one.getValue()));
    settings.forEach(all::put);
    RegistryReply changed =
        client.change("PUT", CameraWords.path(camera), body, Precondition.unchangedSince(seen));
    PrintWriter out = spec.commandLine().getOut();
    out.println(CameraWords.line(changed.body()));
    out.flush();
    return ExitCode.OK;
  }
}
