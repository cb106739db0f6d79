package sightline.deploy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.LogFile;
import sightline.deploy.console.ModelOption;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.console.TimeText;
import sightline.deploy.console.TrackOption;
import sightline.deploy.starters.Starters;
import sightline.inference.track.TrackerKind;

/**
 * Everything in one process, for a look: cameras from the command line, the wall in the browser.
 */
@Command(
    name = "demo",
    description = {
      "Shows live detections in the browser: starts everything in one process, with a Kafka broker"
          + " of its own, and prints the address of the wall. Ctrl-C stops it.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 all is well (with --for: and the ledger balances), 1 not so, 2 bad input.",
      "",
      "Examples:",
      "  sightline demo",
      "      the models and scenes that come with Sightline",
      "  sightline demo --for 30s --json",
      "      for half a minute, without a browser; ends with figures",
      "  sightline demo --model yolox_nano.onnx",
      "      a generated road junction; needs no footage",
      "  sightline demo --model yolox_nano.onnx --source street.mp4",
      "      a video file, in real time and over and over",
      "  sightline demo --model yolox_nano.onnx --source gate=rtsp://10.0.0.7/stream --source yard=/dev/video0",
      "      two cameras with names"
    })
final class DemoCommand implements Callable<Integer> {

  /** Where commands look for a registry that nobody named. */
  private static final int REGISTRY_PORT = 8083;

  private static final int CHECKS = 2;

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  @Option(
      names = "--source",
      paramLabel = "[NAME=]LOCATION",
      description =
          "A camera; repeat for several. A video file, a folder of images, rtsp:// or rtsps://,"
              + " http:// or https:// (MJPEG or HLS), a video device, or scene:junction (the"
              + " default; without --model the scenes that come with Sightline). The name defaults to that of the file or host; one that holds no"
              + " Latin letter or digit becomes camera, camera-2 and so on.")
  private List<String> sources = List.of();

  @Mixin private ModelOption model;

  @Mixin private TrackOption track;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port of the wall; the next free one is taken. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Keeps the broker's data in this folder. Default: a temporary one.")
  private Path data;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description =
          "Ends after that time, such as 30s or 10m, and sums up: frames, ledger, latencies,"
              + " accuracy, memory. Exit code 0 when the ledger balances, else 1.")
  private String length;

  @Option(names = "--json", description = "Sums up as JSON on standard output; needs --for.")
  private boolean json;

  @Option(
      names = "--starters",
      paramLabel = "FOLDER",
      hidden = true,
      description = "Takes index and files from there instead of those that come with Sightline.")
  private Path starterFolder;

  @Override
  public Integer call() throws Exception {
    Instant began = Instant.now();
    Optional<Duration> time = time();
    Optional<Starters> starters = model.isGiven() ? Optional.empty() : starters();
    try {
      return run(starters, time, began);
    } finally {
      if (starters.isPresent()) {
        starters.get().close();
      }
    }
  }

  private int run(Optional<Starters> starters, Optional<Duration> time, Instant began)
      throws Exception {
    if (starters.isEmpty()) {
      model.file(); // first what takes no time
    }
    TrackerKind tracker = track.orElse(TrackerKind.BYTETRACK);
    List<CameraArgument> cameras = cameras(starters);
    LogFile log = data == null ? LogFile.inTemporaryFolder() : LogFile.in(data);
    cameras.forEach(SourceCheck::requireReadable);
    int wallPort = FreePort.from(port);
    ObjectNode inference = inference(starters, cameras);
    PlatformConfig config =
        BadInput.unlessRead(() -> config(cameras, inference, wallPort)).tracking(tracker);
    PrintStream out = json ? System.err : System.out;
    var foreground = new Foreground(out, log);
    if (wallPort != port) {
      out.printf("Port %d is taken, so the wall gets port %d.%n", port, wallPort);
    }
    cameras.forEach(
        camera -> foreground.say("camera", camera.name() + "  " + SourceCheck.shown(camera)));
    Foreground.Started started =
        starters.isEmpty()
            ? Foreground.Started.NOTHING
            : platform -> SpareModels.bring(starters.get(), platform, foreground::say);
    return time.isPresent()
        ? new DemoRun(time.get(), json, began, log).run(config, started)
        : foreground.run(config, started);
  }

  private Optional<Duration> time() {
    if (length == null && json) {
      throw new BadInput("--json needs --for, for example --for 30s");
    }
    Optional<Duration> time =
        BadInput.unlessRead(
            () -> Optional.ofNullable(length).map(text -> TimeText.duration("--for", text)));
    if (time.isPresent() && time.get().compareTo(SHORTEST) < 0) {
      throw new BadInput("--for is %s, expected 1s or more".formatted(length));
    }
    return time;
  }

  private Optional<Starters> starters() throws IOException {
    try {
      return starterFolder == null ? Starters.bundled() : Starters.in(starterFolder);
    } catch (IllegalArgumentException e) {
      throw new BadInput(e.getMessage(), e);
    }
  }

  private List<CameraArgument> cameras(Optional<Starters> starters) {
    if (!sources.isEmpty()) {
      return CameraArgument.parseAll(sources);
    }
    return starters
        .map(
            found ->
                found.cameras().stream()
                    .map(camera -> new CameraArgument(camera.name(), camera.location()))
                    .toList())
        .orElseGet(() -> CameraArgument.parseAll(List.of("scene:junction")));
  }

  private PlatformConfig config(List<CameraArgument> cameras, ObjectNode inference, int wallPort) {
    BrokerConfig broker =
        BrokerConfig.temporary().withData(data == null ? "" : data.resolve("broker").toString());
    return new PlatformConfig(
        broker, ingest(cameras), inference, json().put("port", wallPort), registry());
  }

  /** Every second of the start counts, and there is more than one model to be checked. */
  private static ObjectNode registry() {
    ObjectNode registry = json().put("port", FreePort.from(REGISTRY_PORT));
    registry.putObject("checker").put("maxAtOnce", CHECKS);
    return registry;
  }

  private ObjectNode inference(Optional<Starters> starters, List<CameraArgument> cameras) {
    ObjectNode inference = json().put("port", 0);
    if (starters.isPresent()) {
      Set<String> names = cameras.stream().map(CameraArgument::name).collect(Collectors.toSet());
      inference.set("slots", starters.get().slots(names));
      inference.set("trackers", starters.get().trackers());
      return inference;
    }
    return inference.put("model", model.file().toString()).put("minScore", model.minScore());
  }

  private static ObjectNode ingest(List<CameraArgument> cameras) {
    ObjectNode ingest = json().put("port", 0);
    ArrayNode list = ingest.putArray("cameras");
    cameras.forEach(
        camera -> list.addObject().put("name", camera.name()).put("location", camera.location()));
    return ingest;
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
