package sightline.deploy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.LogFile;
import sightline.deploy.console.ModelOption;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.console.TrackOption;
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
      "Examples:",
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

  @Option(
      names = "--source",
      paramLabel = "[NAME=]LOCATION",
      description =
          "A camera; repeat for several. A video file, a folder of images, rtsp:// or rtsps://,"
              + " http:// or https:// (MJPEG or HLS), a video device, or scene:junction (the"
              + " default). The name defaults to that of the file or host; one that holds no"
              + " Latin letter or digit becomes camera, camera-2 and so on.")
  private List<String> sources = List.of("scene:junction");

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

  @Override
  public Integer call() throws Exception {
    model.file(); // first what takes no time
    TrackerKind tracker = track.orElse(TrackerKind.BYTETRACK);
    List<CameraArgument> cameras = CameraArgument.parseAll(sources);
    LogFile log = data == null ? LogFile.inTemporaryFolder() : LogFile.in(data);
    cameras.forEach(SourceCheck::requireReadable);
    int wallPort = FreePort.from(port);
    PlatformConfig config = BadInput.unlessRead(() -> config(cameras, wallPort)).tracking(tracker);
    var foreground = new Foreground(System.out, log);
    if (wallPort != port) {
      System.out.printf("Port %d is taken, so the wall gets port %d.%n", port, wallPort);
    }
    cameras.forEach(
        camera -> foreground.say("camera", camera.name() + "  " + SourceCheck.shown(camera)));
    return foreground.run(config);
  }

  private PlatformConfig config(List<CameraArgument> cameras, int wallPort) {
    BrokerConfig broker =
        BrokerConfig.temporary().withData(data == null ? "" : data.resolve("broker").toString());
    return new PlatformConfig(
        broker,
        ingest(cameras),
        inference(),
        json().put("port", wallPort),
        json().put("port", FreePort.from(REGISTRY_PORT)));
  }

  private ObjectNode inference() {
    return json()
        .put("model", model.file().toString())
        .put("minScore", model.minScore())
        .put("port", 0);
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
