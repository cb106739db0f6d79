package sightline.deploy.models.camera;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.PrintWriter;
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
import sightline.deploy.models.RegistryPath;
import sightline.deploy.models.RegistryReply;

/** A camera is as the site file says. */
@Command(
    name = "reset",
    description = {"Takes back all that was changed of a camera.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 it is so now, 1 it was refused, and nothing changed, 2 bad input."
    })
final class ResetCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CAMERA", description = "The camera.")
  private String camera;

  @Mixin private AuthorOption author;
  @Mixin private RegistryOption registry;

  @Override
  public Integer call() throws RegistryFailed, InterruptedException {
    RegistryClient client = registry.client();
    RegistryReply seen = client.get(CameraWords.path(camera));
    RegistryPath path = CameraWords.path(camera).with("by", author.by()).with("why", author.why());
    RegistryReply changed =
        client.change("DELETE", path, MissingNode.getInstance(), Precondition.unchangedSince(seen));
    PrintWriter out = spec.commandLine().getOut();
    out.println(CameraWords.line(changed.body()));
    out.flush();
    return ExitCode.OK;
  }
}
