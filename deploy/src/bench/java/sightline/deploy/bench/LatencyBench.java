package sightline.deploy.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import sightline.dashboards.Dashboards;
import sightline.dashboards.DashboardsConfig;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.events.QueuePolicy;
import sightline.events.QueuePolicy.WhenBehind;
import sightline.events.Topics;
import sightline.events.geometry.FrameSize;
import sightline.inference.InferenceConfig;
import sightline.inference.InferenceWorkers;

/**
 * Eight live cameras at a share of what one worker process can do: time from capture until a viewer
 * has the frame, less the time inside the model, at-least-once and exactly-once.
 *
 * <p>{@code LatencyBench MODEL VIDEO WIDTHxHEIGHT [SECONDS [LOAD]]}
 */
public final class LatencyBench {

  private static final int PICTURES = 100;
  private static final int CAMERAS = 8;
  private static final QueuePolicy LIVE =
      new QueuePolicy(
          WhenBehind.ADAPTIVE_DROP_OLDEST, Duration.ofSeconds(2), QueuePolicy.USUAL_PRIORITY, 0);

  private LatencyBench() {}

  /** Runs the scenario and prints its figures. */
  public static void main(String[] args) throws Exception {
    String[] sides = args[2].split("x", 2);
    var size = new FrameSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    double seconds = args.length > 3 ? Double.parseDouble(args[3]) : 20;
    double load = args.length > 4 ? Double.parseDouble(args[4]) : .7;
    List<byte[]> pictures = Pictures.prepare(Path.of(args[1]), PICTURES, size);
    double capacity = 0;
    for (String guarantee : List.of("at_least_once", "exactly_once_v2")) {
      try (var broker = EmbeddedBroker.start(BrokerConfig.temporary())) {
        String log = broker.bootstrapServers();
        new TopicSetup(log).ensure(Topics.all());
        try (var workers = InferenceWorkers.start(inference(args[0], log, guarantee));
            var dashboards = Dashboards.start(dashboards(log))) {
          if (capacity == 0) {
            capacity = capacity(log, pictures, size, seconds / 4);
          }
          say("%s, %.0f of %.0f frames/s:", guarantee, load * capacity, capacity);
          measure(log, pictures, size, dashboards.port(), load * capacity, seconds);
        }
      }
    }
    System.exit(0);
  }

  private static double capacity(
      String log, List<byte[]> pictures, FrameSize size, double seconds) {
    try (var feeder = new FrameFeeder(log, pictures, size, 0);
        var results = new ResultCounter(log)) {
      var whole = new WholePath(feeder, results, 64);
      double unused = whole.framesPerSecond(seconds);
      return whole.framesPerSecond(seconds);
    }
  }

  private static void measure(
      String log, List<byte[]> pictures, FrameSize size, int port, double rate, double seconds)
      throws Exception {
    List<String> names = IntStream.range(0, CAMERAS).mapToObj(i -> "live-" + i).toList();
    try (var live = new LiveCameras(log, pictures, size, names, camera -> LIVE)) {
      long unused = live.offer(rate, seconds / 2, () -> {}); // warm
      try (var latest = Viewer.open(port, "{\"subscribe\":{\"mode\":\"latest\"}}");
          var every =
              Viewer.open(port, "{\"subscribe\":{\"mode\":\"every\",\"topic\":\"detections\"}}")) {
        long offered = live.offer(rate, seconds, () -> {});
        say("    offered %d", offered);
        say("    wall (latest), less model time: %s", Figures.spread(latest.addedMillis()));
        say("    wall (latest), whole: %s", Figures.spread(latest.wholeMillis()));
        say("    every (committed), less model time: %s", Figures.spread(every.addedMillis()));
      }
    }
  }

  private static InferenceConfig inference(String model, String log, String guarantee) {
    return InferenceConfig.read(
        JsonNodeFactory.instance
            .objectNode()
            .put("bootstrapServers", log)
            .put("port", 0)
            .put("model", model)
            .put("provider", "cpu")
            .put("guarantee", guarantee)
            .put("minScore", .25f));
  }

  private static DashboardsConfig dashboards(String log) {
    ObjectNode settings =
        JsonNodeFactory.instance.objectNode().put("bootstrapServers", log).put("port", 0);
    return DashboardsConfig.read(settings);
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
