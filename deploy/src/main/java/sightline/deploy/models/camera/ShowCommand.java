package sightline.deploy.models.camera;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryOption;

/** What is changed of one camera. */
@Command(
    name = "show",
    description = {"Shows what is changed of one camera.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {"", "Exit codes: 0 all is well, 1 the registry could not be asked, 2 bad input."})
final class ShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CAMERA", description = "The camera.")
  private String camera;

  @Option(names = "--json", description = "Prints the registry's JSON.")
  private boolean json;

  @Mixin private RegistryOption registry;

  @Override
  public Integer call() throws RegistryFailed, InterruptedException {
    JsonNode found = registry.client().get(CameraWords.path(camera)).body();
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? found.toString() : CameraWords.line(found));
    out.flush();
    return ExitCode.OK;
  }
}
