package sightline.deploy.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
 * <p>{@code DetectBench MODEL FOLDER-OF-JPEG WIDTHxHEIGHT [SECONDS [PAIRS]]}
 */
public final class DetectBench {

  private static final int LEAD = 64; // frames written ahead of the results

  private DetectBench() {}

  /** What the command line says. */
  record Arguments(Path model, Path pictures, FrameSize size, double seconds, int pairs) {
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

  public static void main(String[] args) throws Exception {
    var arguments = Arguments.read(args);
    List<byte[]> pictures = Pictures.prepare(arguments.pictures(), arguments.size());
    say(
        "%d pictures of %s, %d KB on average",
        pictures.size(), arguments.size(), kilobytes(pictures));
    var folder = new java.io.File(System.getProperty("java.io.tmpdir"), "sightline-bench-streams");
    try (var broker = EmbeddedBroker.start(BrokerConfig.temporary())) {
      new TopicSetup(broker.bootstrapServers()).ensure(Topics.all());
      var config =
          InferenceConfig.read(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("bootstrapServers", broker.bootstrapServers())
                  .put("port", 0)
                  .put("stateFolder", folder.getPath())
                  .put("model", arguments.model().toString())
                  .put("provider", "cpu")
                  .put("guarantee", System.getProperty("guarantee", "exactly_once_v2"))
                  .put("minScore", .25f));
      try (var workers = InferenceWorkers.start(config);
          var bare = best(arguments, workers.model().manifest().input());
          var feeder = new FrameFeeder(broker.bootstrapServers(), pictures, arguments.size(), 0);
          var results = new ResultCounter(broker.bootstrapServers())) {
        compare(arguments, bare, feeder, results);
      }
    }
    System.exit(0);
  }

  private static void compare(
      Arguments arguments, BareLoop bare, FrameFeeder feeder, ResultCounter results) {
    var whole = new WholePath(feeder, results, LEAD);
    double ignored = whole.framesPerSecond(arguments.seconds()); // warms every path
    var ratios = new ArrayList<Double>();
    results.takeStages();
    Map<Stage, Long> stages = new EnumMap<>(Stage.class);
    Map<String, Long> cpu = new TreeMap<>();
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
    ratios.sort(Comparator.naturalOrder());
    say("median ratio %.3f over %s", ratios.get(ratios.size() / 2), bare);
    print("CPU ms a frame", cpu, frames);
    print("wall ms a frame until done", stages, frames);
  }

  private static BareLoop best(Arguments arguments, InputSpec input) throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    BareLoop best = null;
    double most = 0;
    for (int[] shape : new int[][] {{1, 1}, {cores, 1}, {1, cores}}) {
      BareLoop loop = BareLoop.open(arguments, input, shape[0], shape[1]);
      double ignored = loop.framesPerSecond(1);
      double rate = loop.framesPerSecond(arguments.seconds() / 2);
      say("engine alone, %s: %.1f frames/s", loop, rate);
      if (rate > most) {
        most = rate;
        if (best != null) {
          best.close();
        }
        best = loop;
      } else {
        loop.close();
      }
    }
    return best;
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
