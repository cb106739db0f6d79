package sightline.dashboards;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import sightline.dashboards.feed.LiveAccuracy;
import sightline.dashboards.metrics.DashboardsMetrics;

/**
 * Serves the pages with made-up cameras: {@code DemoFeedMain [port [cameras [broken]]]}; broken
 * ones lose frames.
 */
public final class DemoFeedMain {

  private static final List<String> NAMES =
      List.of(
          "junction-north",
          "platform-2",
          "yard-gate",
          "loading-dock",
          "conveyor-a",
          "lobby",
          "server-room",
          "roof",
          "recording");

  private DemoFeedMain() {}

  public static void main(String[] arguments) throws IOException {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8080;
    int cameras = arguments.length > 1 ? Integer.parseInt(arguments[1]) : NAMES.size();
    boolean broken = arguments.length > 2 && arguments[2].equals("broken");
    List<String> names = NAMES.subList(0, Math.min(cameras, NAMES.size()));
    var registry = new FakeRegistry(0);
    var keys = JsonNodeFactory.instance.objectNode().put("port", port);
    keys.putArray("registry").add(registry.address());
    var config = DashboardsConfig.read(keys);
    Dashboards.start(
        config,
        new DashboardsMetrics(),
        inputs -> new DemoFeed(inputs, names, broken),
        () ->
            List.of(
                new LiveAccuracy(
                    "junction-north", "people", "F1", .931, 588, Instant.now().minusSeconds(60))));
    System.out.println("http://127.0.0.1:" + port + "/");
  }
}
