package sightline.deploy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import sightline.deploy.analysis.Analysis;
import sightline.deploy.analysis.Balance;
import sightline.deploy.analysis.ProgressLine;
import sightline.deploy.analysis.ResultFile;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.LogFile;
import sightline.events.Topics;
import sightline.inference.InferenceWorkers;
import sightline.inference.StopSignals;
import sightline.inference.track.TrackerKind;
import sightline.ingest.Ingest;
import sightline.ingest.IngestRefused;

/**
 * The platform without its wall, for one finite source: started, followed to the last frame,
 * stopped.
 *
 * <p>Threading: the calling thread works, and stops everything.
 */
final class AnalysisRun {

  /** The property by which the launcher says whether the error stream is a terminal. */
  private static final String TERMINAL = "sightline.terminal";

  /** Longer than for live cameras: every commit waits until the lanes are empty. */
  private static final String COMMIT_INTERVAL = "PT2S";

  /** Nobody waits for a single frame either. */
  private static final String BATCH_WAIT = "PT0.02S";

  /** Nobody waits for a single result; in fewer requests they cost a third. */
  private static final String RESULT_LINGER = "PT0.1S";

  /** How long the source may take to end after its last frame has its outcome. */
  private static final Duration END_WITHIN = Duration.ofSeconds(10);

  /**
   * What is to be done.
   *
   * @param camera the source and its name
   * @param model ONNX file
   * @param minScore detections below this are dropped, 0 to 1
   * @param tracker that numbers the objects
   * @param patience longest time in which nothing happens before the work is given up
   */
  record Settings(
      CameraArgument camera, Path model, double minScore, TrackerKind tracker, Duration patience) {}

  private final Settings settings;
  private final long expectedFrames;
  private final ResultFile results;
  private final PrintStream err = System.err;

  AnalysisRun(Settings settings, long expectedFrames, ResultFile results) {
    this.settings = settings;
    this.expectedFrames = expectedFrames;
    this.results = results;
  }

  /** Returns the exit code. */
  int run() throws Exception {
    PlatformConfig config = BadInput.unlessRead(this::config);
    var wish = new CompletableFuture<Void>();
    try (StopSignals signals = StopSignals.install(() -> wish.complete(null));
        ModelAside model = ModelAside.load(config.inferenceAt(PlatformConfig.NOWHERE));
        Running running = new Running(Progress.QUIET)) {
      EmbeddedBroker broker = running.add("broker", EmbeddedBroker.start(config.broker()));
      String log = broker.bootstrapServers();
      new TopicSetup(log).ensure(Topics.all());
      var analysis =
          running.add(
              "analysis",
              new Analysis(log, results, model.ref(), settings.patience(), Clock.systemUTC()));
      broker.onFault(analysis::stop);
      wish.thenRun(() -> analysis.stop("stopped by hand"));
      InferenceWorkers workers =
          running.add("workers", InferenceWorkers.start(config.inferenceAt(log), model.take()));
      Ingest ingest = running.add("ingest", Ingest.start(config.ingestAt(log)));
      Optional<String> early = follow(analysis, ingest);
      running.closeDownTo("workers");
      analysis.readOn();
      int exit = conclude(early, analysis.balance(), signals.isStopped());
      return exit == Sightline.OK ? exit : signals.exitCodeOr(exit);
    }
  }

  private Optional<String> follow(Analysis analysis, Ingest ingest) throws Exception {
    boolean terminal = Boolean.getBoolean(TERMINAL);
    Optional<String> early = analysis.run(new ProgressLine(err, terminal, expectedFrames));
    return early.isPresent() ? early : brokenOff(ingest);
  }

  /** One sentence when the source ended because it could not be read on. */
  private static Optional<String> brokenOff(Ingest ingest) throws InterruptedException {
    try {
      boolean ended = ingest.awaitEnd(END_WITHIN);
      return ended ? Optional.empty() : Optional.of("the source did not end");
    } catch (IngestRefused e) {
      return Optional.of(e.getMessage());
    }
  }

  private int conclude(Optional<String> early, Balance balance, boolean stoppedByHand)
      throws IOException {
    if (balance.captured() == 0 && !stoppedByHand) {
      results.discard();
      String location = SourceCheck.shown(settings.camera());
      throw new BadInput(early.orElse(location + " holds no frame"));
    }
    System.out.println(balance.table());
    if (early.isEmpty() && balance.balances()) {
      results.publish();
      System.out.printf("%d lines in %s%n", balance.captured(), results.target());
      return Sightline.OK;
    }
    String why = early.orElse("the balance does not add up");
    String rest = results.isBegun() ? "; what there is lies in " + results.partial() : "";
    err.printf("sightline: %s%s%s%n", why, rest, LogFile.hint());
    return Sightline.FAILED;
  }

  private PlatformConfig config() {
    ObjectNode ingest = json().put("port", 0).put("batchWait", BATCH_WAIT);
    ingest
        .putArray("cameras")
        .addObject()
        .put("name", settings.camera().name())
        .put("location", settings.camera().location())
        .put("pacing", "FAST")
        .put("whenBehind", "WAIT");
    ObjectNode inference =
        json()
            .put("model", settings.model().toString())
            .put("minScore", settings.minScore())
            .put("commitInterval", COMMIT_INTERVAL)
            .put("resultLinger", RESULT_LINGER)
            .put("port", 0);
    return new PlatformConfig(BrokerConfig.temporary(), ingest, inference, json(), json())
        .tracking(settings.tracker());
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
