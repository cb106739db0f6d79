package sightline.deploy.models.camera;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.console.TextTable;
import sightline.deploy.models.Pages;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryOption;
import sightline.deploy.models.RegistryPath;

/** Every camera that was changed. */
@Command(
    name = "list",
    description = {"Lists the cameras that were changed, and how.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {"", "Exit codes: 0 all is well, 1 the registry could not be asked, 2 bad input."})
final class ListCommand implements Callable<Integer> {

  private static final int MOST = 10_000;

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Prints the registry's JSON.")
  private boolean json;

  @Mixin private RegistryOption registry;

  @Override
  public Integer call() throws RegistryFailed, InterruptedException {
    JsonNode found = Pages.read(registry.client(), RegistryPath.of("cameras"), "cameras", MOST);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(found);
    } else if (found.path("cameras").isEmpty()) {
      out.println("No camera was changed; all are as the site file says.");
    } else {
      var table = new TextTable("camera", "edition", "changed");
      for (JsonNode camera : found.path("cameras")) {
        table.row(
            camera.path("camera").asText(),
            camera.path("edition").asText(),
            CameraWords.settings(camera));
      }
      table.print(out);
    }
    out.flush();
    return ExitCode.OK;
  }
}
