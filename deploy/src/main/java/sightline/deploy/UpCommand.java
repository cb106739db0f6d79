package sightline.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.LogFile;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.console.TrackOption;
import sightline.inference.track.TrackerKind;

/** Everything in one process, as a site file says. */
@Command(
    name = "up",
    description = {"Runs a site: your cameras and settings, from a file. Ctrl-C stops it.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = {
      "",
      "Examples:",
      "  sightline up --example > site.yaml      a commented file to begin with",
      "  sightline up --config site.yaml"
    })
final class UpCommand implements Callable<Integer> {

  @Option(names = "--config", paramLabel = "FILE", description = "The site file, YAML.")
  private Path config;

  @Mixin private TrackOption track;

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
    requirePorts(site);
    site.seeds(); // a file that is missing is told before anything starts
    Path data = Path.of(site.broker().data().isBlank() ? "." : site.broker().data());
    return new Foreground(System.out, LogFile.in(data)).run(site);
  }

  private PlatformConfig read() {
    TrackerKind tracker = track.orElse(TrackerKind.NONE);
    try {
      PlatformConfig site = PlatformConfig.read(config);
      return track.isGiven() ? site.tracking(tracker) : site;
    } catch (IllegalArgumentException e) {
      throw new BadInput("%s: %s".formatted(config, e.getMessage()), e);
    } catch (IOException e) {
      throw new BadInput("site file %s cannot be read".formatted(config), e);
    }
  }

  /** Ports are looked at before anything starts, because the rest takes its time. */
  private static void requirePorts(PlatformConfig site) {
    if (site.broker().external().isBlank()) {
      FreePort.require("broker.port", site.broker().listen(), site.broker().port());
    }
    var ingest = site.ingestAt(PlatformConfig.NOWHERE);
    FreePort.require("ingest.port", ingest.host(), ingest.port());
    var registry = site.registryAt(PlatformConfig.NOWHERE, Path.of("models"));
    FreePort.require("registry.port", registry.host(), registry.port());
    var inference = site.inferenceAt(PlatformConfig.NOWHERE);
    FreePort.require("inference.port", inference.host(), inference.port());
    var trainer = site.trainerAt(PlatformConfig.NOWHERE, "", Path.of("jobs"));
    FreePort.require("trainer.port", trainer.host(), trainer.port());
    var dashboards = site.dashboardsAt(PlatformConfig.NOWHERE);
    FreePort.require("dashboards.port", dashboards.host(), dashboards.port());
  }

  private static void printExample() throws IOException {
    try (var yaml = UpCommand.class.getResourceAsStream("/site.yaml")) {
      yaml.transferTo(System.out);
    }
    System.out.flush();
  }
}
