package sightline.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything in one process, as a site file says. */
@Command(
    name = "up",
    description = {"Runs a site: your cameras and settings, from a file. Ctrl-C stops it.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Sightline.Version.class,
    footer = {
      "",
      "Examples:",
      "  sightline up --example > site.yaml      a commented file to begin with",
      "  sightline up --config site.yaml"
    })
final class UpCommand implements Callable<Integer> {

  @Option(names = "--config", paramLabel = "FILE", description = "The site file, YAML.")
  private Path config;

  @Option(names = "--example", description = "Prints a commented site file and ends.")
  private boolean example;

  @Override
  public Integer call() throws Exception {
    if (example) {
      printExample();
      return Sightline.OK;
    }
    if (config == null) {
      throw new BadInput(
          "no site file is given: name one with --config FILE, or begin with --example");
    }
    if (!Files.isRegularFile(config)) {
      throw new BadInput("site file %s does not exist".formatted(config));
    }
    PlatformConfig site = read();
    Path data = Path.of(site.broker().data().isBlank() ? "." : site.broker().data());
    return new Foreground(System.out, LogFile.in(data)).run(site);
  }

  private PlatformConfig read() throws IOException {
    try {
      return PlatformConfig.read(config);
    } catch (IllegalArgumentException e) {
      throw new BadInput("%s: %s".formatted(config, e.getMessage()), e);
    }
  }

  private static void printExample() throws IOException {
    try (var yaml = UpCommand.class.getResourceAsStream("/site.yaml")) {
      yaml.transferTo(System.out);
    }
    System.out.flush();
  }
}
