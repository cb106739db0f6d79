package sightline.deploy.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.events.Stage;
import sightline.events.Topics;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.InputSpec;
import sightline.inference.InferenceConfig;
import sightline.inference.InferenceWorkers;

/**
 * Frames per second of the whole path, over frames per second of the engine alone. Read {@link
 * #main} top to bottom.
 *
 * <p>{@code DetectBench MODEL VIDEO WIDTHxHEIGHT [SECONDS [PAIRS]]}
 */
public final class DetectBench {

  private static final int PICTURES = 200;
  private static final int LEAD = 64; // frames written ahead of the results
  private static final int WARM_UP_ROUNDS = 3;

  private DetectBench() {}

  /** What the command line says. */
  record Arguments(Path model, Path video, FrameSize size, double seconds, int pairs) {
    static Arguments read(String[] args) {
      String[] size = args[2].split("x", 2);
      return new Arguments(
          Path.of(args[0]),
          Path.of(args[1]),
          new FrameSize(Integer.parseInt(size[0]), Integer.parseInt(size[1])),
          args.length > 3 ? Double.parseDouble(args[3]) : 8,
          args.length > 4 ? Integer.parseInt(args[4]) : 5);
    }
  }

  /** Runs the scenario and prints its figures. */
  public static void main(String[] args) throws Exception {
    if (args.length < 3) {
      say("usage: DetectBench MODEL VIDEO WIDTHxHEIGHT [SECONDS [PAIRS]]");
      System.exit(2);
    }
    var arguments = Arguments.read(args);
    List<byte[]> pictures = Pictures.prepare(arguments.video(), PICTURES, arguments.size());
    say(
        "%d pictures of %s, %d KB on average",
        pictures.size(), arguments.size(), kilobytes(pictures));
    try (var broker = EmbeddedBroker.start(BrokerConfig.temporary())) {
      String log = broker.bootstrapServers();
      new TopicSetup(log).ensure(Topics.all());
      try (var workers = InferenceWorkers.start(settings(arguments, log));
          var bare = best(arguments, workers.model().manifest().input());
          var feeder = new FrameFeeder(log, pictures, arguments.size(), 0);
          var results = new ResultCounter(log)) {
        compare(arguments, bare, new WholePath(feeder, results, LEAD), results);
        feedVideo(arguments, log, bare, results);
      }
    }
    System.exit(0);
  }

  private static InferenceConfig settings(Arguments arguments, String bootstrapServers) {
    return InferenceConfig.read(
        JsonNodeFactory.instance
            .objectNode()
            .put("bootstrapServers", bootstrapServers)
            .put("port", 0)
            .put("model", arguments.model().toString())
            .put("provider", "cpu")
            .put("guarantee", System.getProperty("guarantee", "exactly_once_v2"))
            .put("commitInterval", System.getProperty("commitInterval", "PT1S")) // as analyze does
            .put("resultLinger", System.getProperty("resultLinger", "PT0.1S"))
            .put("reduction", System.getProperty("reduction", "full"))
            .put("minScore", .25f));
  }

  private static void compare(
      Arguments arguments, BareLoop bare, WholePath whole, ResultCounter results) {
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      say("warming up: %.1f frames/s", whole.framesPerSecond(arguments.seconds()));
    }
    var ratios = new ArrayList<Double>();
    var unused = results.takeStages();
    Map<Stage, Long> stages = new EnumMap<>(Stage.class);
    Map<String, Long> cpu = new LinkedHashMap<>();
    long frames = 0;
    for (int pair = 0; pair < arguments.pairs(); pair++) {
      double alone = bare.framesPerSecond(arguments.seconds());
      CpuByThread before = CpuByThread.now();
      double together = whole.framesPerSecond(arguments.seconds());
      CpuByThread.now().since(before).forEach((role, nanos) -> cpu.merge(role, nanos, Long::sum));
      results.takeStages().forEach((stage, nanos) -> stages.merge(stage, nanos, Long::sum));
      frames += whole.lastFrames();
      ratios.add(together / alone);
      say(
          "pair %d: engine alone %.1f frames/s, whole path %.1f, ratio %.3f",
          pair + 1, alone, together, together / alone);
    }
    say("JPEG-fed: median ratio %.3f over %s", median(ratios), bare);
    print("CPU ms a frame", cpu, frames);
    print("wall ms a frame until done", stages, frames);
  }

  /** The same with ingest in the process: it decodes the video and makes the JPEGs. */
  private static void feedVideo(
      Arguments arguments, String bootstrapServers, BareLoop bare, ResultCounter results)
      throws Exception {
    var ratios = new ArrayList<Double>();
    for (int pair = 0; pair < arguments.pairs(); pair++) {
      double alone = bare.framesPerSecond(arguments.seconds());
      double together = VideoFed.framesPerSecond(bootstrapServers, arguments.video(), results);
      ratios.add(together / alone);
      say(
          "pair %d: engine alone %.1f frames/s, video-fed %.1f, ratio %.3f",
          pair + 1, alone, together, together / alone);
    }
    say("video-fed, at the video's own size: median ratio %.3f", median(ratios));
  }

  /** The best shape of three, each tried three times in turn: the machine may be noisy. */
  private static BareLoop best(Arguments arguments, InputSpec input) throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    int[][] shapes = {{1, 1}, {cores, 1}, {1, cores}};
    Map<BareLoop, List<Double>> rates = new LinkedHashMap<>();
    for (int[] shape : shapes) {
      rates.put(BareLoop.open(arguments.model(), input, shape[0], shape[1]), new ArrayList<>());
    }
    for (int round = 0; round < 3; round++) {
      rates.forEach((loop, found) -> found.add(loop.framesPerSecond(arguments.seconds() / 3)));
    }
    BareLoop best = null;
    for (var entry : rates.entrySet()) {
      say("engine alone, %s: %.1f frames/s", entry.getKey(), Collections.max(entry.getValue()));
      if (best == null || Collections.max(entry.getValue()) > Collections.max(rates.get(best))) {
        best = entry.getKey();
      }
    }
    for (BareLoop loop : rates.keySet()) {
      if (loop != best) {
        loop.close();
      }
    }
    return best;
  }

  private static double median(List<Double> ratios) {
    Collections.sort(ratios);
    return ratios.get(ratios.size() / 2);
  }

  private static void print(String title, Map<?, Long> nanos, long frames) {
    say("%s:", title);
    nanos.forEach((name, spent) -> say("  %-34s %8.2f", name, spent / 1e6 / frames));
  }

  private static long kilobytes(List<byte[]> pictures) {
    return pictures.stream().mapToLong(picture -> picture.length).sum() / pictures.size() / 1000;
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
