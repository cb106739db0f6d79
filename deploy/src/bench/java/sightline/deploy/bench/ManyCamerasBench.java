package sightline.deploy.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.events.ObjectsDetected;
import sightline.events.QueuePolicy;
import sightline.events.QueuePolicy.WhenBehind;
import sightline.events.Stage;
import sightline.events.Topics;
import sightline.events.codec.MalformedRecord;
import sightline.events.codec.ResultCodec;
import sightline.events.geometry.FrameSize;
import sightline.inference.InferenceConfig;
import sightline.inference.InferenceWorkers;

/**
 * One worker process, more and more cameras that together offer twice what it can do: what it does,
 * how alike the cameras are served, and what a camera of priority 1 notices.
 *
 * <p>{@code ManyCamerasBench MODEL VIDEO WIDTHxHEIGHT [SECONDS]}
 */
public final class ManyCamerasBench {

  private static final int PICTURES = 100;
  private static final double OVERLOAD = 2;
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final QueuePolicy USUAL =
      new QueuePolicy(WhenBehind.ADAPTIVE_DROP_OLDEST, DEADLINE, QueuePolicy.USUAL_PRIORITY, 1);
  private static final QueuePolicy IMPORTANT =
      new QueuePolicy(WhenBehind.ADAPTIVE_DROP_OLDEST, DEADLINE, 1, 1);

  private final String log;
  private final List<byte[]> pictures;
  private final FrameSize size;
  private final double seconds;
  private final int port;
  private final Map<String, List<Double>> latencies = new TreeMap<>();

  private ManyCamerasBench(
      String log, List<byte[]> pictures, FrameSize size, double seconds, int port) {
    this.log = log;
    this.pictures = pictures;
    this.size = size;
    this.seconds = seconds;
    this.port = port;
  }

  /** Runs the scenario and prints its figures. */
  public static void main(String[] args) throws Exception {
    String[] sides = args[2].split("x", 2);
    var size = new FrameSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    double seconds = args.length > 3 ? Double.parseDouble(args[3]) : 15;
    List<byte[]> pictures = Pictures.prepare(Path.of(args[1]), PICTURES, size);
    try (var broker = EmbeddedBroker.start(BrokerConfig.temporary())) {
      String log = broker.bootstrapServers();
      new TopicSetup(log).ensure(Topics.all());
      try (var workers = InferenceWorkers.start(settings(args[0], log))) {
        double capacity = capacity(log, pictures, size, seconds / 3);
        say("one camera that waits: %.0f frames/s; offered below: %.0f", capacity, 2 * capacity);
        var bench = new ManyCamerasBench(log, pictures, size, seconds, workers.port());
        for (int cameras : new int[] {1, 4, 16, 64}) {
          bench.run(cameras, camera -> USUAL, OVERLOAD * capacity);
        }
        bench.run(17, camera -> camera == 0 ? IMPORTANT : USUAL, OVERLOAD * capacity);
        bench.run(17, camera -> camera == 0 ? IMPORTANT : USUAL, .5 * capacity);
      }
    }
    System.exit(0);
  }

  private static InferenceConfig settings(String model, String log) {
    return InferenceConfig.read(
        JsonNodeFactory.instance
            .objectNode()
            .put("bootstrapServers", log)
            .put("port", 0)
            .put("model", model)
            .put("provider", "cpu")
            .put("guarantee", System.getProperty("guarantee", "exactly_once_v2"))
            .put("minScore", .25f));
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

  private void run(int cameras, IntFunction<QueuePolicy> policies, double framesPerSecond)
      throws Exception {
    String round = "r" + System.currentTimeMillis() + "-";
    List<String> names = IntStream.range(0, cameras).mapToObj(i -> round + i).toList();
    double[] batchesBefore = batches();
    latencies.clear();
    long offered;
    long start = System.nanoTime();
    try (var results = LogReader.of(log, Topics.DETECTIONS);
        var live = new LiveCameras(log, pictures, size, names, policies)) {
      offered =
          live.offer(framesPerSecond, seconds, () -> results.values().forEach(v -> add(v, round)));
      long end = System.nanoTime() + 3_000_000_000L; // everything older than its deadline is gone
      while (System.nanoTime() < end) {
        results.values().forEach(value -> add(value, round));
      }
    }
    report(names, offered, (System.nanoTime() - start) / 1e9 - 3, batchesBefore);
  }

  private void add(byte[] value, String round) {
    try {
      ObjectsDetected event = ResultCodec.readDetected(value);
      String camera = event.provenance().frame().camera();
      Duration age = event.provenance().stages().sinceCapture().get(Stage.FORWARDED);
      if (camera.startsWith(round)) {
        latencies.computeIfAbsent(camera, none -> new ArrayList<>()).add(age.toNanos() / 1e6);
      }
    } catch (MalformedRecord e) {
      throw new IllegalStateException(e);
    }
  }

  private void report(List<String> names, long offered, double took, double[] batchesBefore)
      throws Exception {
    List<Long> served =
        names.stream().map(n -> (long) latencies.getOrDefault(n, List.of()).size()).toList();
    long all = served.stream().mapToLong(Long::longValue).sum();
    double[] batches = batches();
    say(
        "%d cameras: offered %.0f frames/s, inferred %.0f, mean batch %.2f; a camera got %d to %d,"
            + " fairness %.3f",
        names.size(),
        offered / took,
        all / took,
        (batches[0] - batchesBefore[0]) / Math.max(1, batches[1] - batchesBefore[1]),
        served.stream().mapToLong(Long::longValue).min().orElse(0),
        served.stream().mapToLong(Long::longValue).max().orElse(0),
        Figures.fairness(served, names.size()));
    List<Double> others = new ArrayList<>();
    names.stream().skip(1).forEach(n -> others.addAll(latencies.getOrDefault(n, List.of())));
    say(
        "    capture to result: first camera (%d frames) %s; others %s",
        served.get(0),
        Figures.spread(latencies.getOrDefault(names.get(0), List.of())),
        Figures.spread(others));
  }

  /** Sum and count of the batch size histogram. */
  private double[] batches() throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
    String body =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    return new double[] {
      value(body, "sightline_batch_frames_sum"), value(body, "sightline_batch_frames_count")
    };
  }

  private static double value(String body, String name) {
    Matcher found =
        Pattern.compile("^" + name + "(?:\\{[^}]*})? ([0-9.Ee+]+)", Pattern.MULTILINE)
            .matcher(body);
    return found.find() ? Double.parseDouble(found.group(1)) : Double.NaN;
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
