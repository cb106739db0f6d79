package sightline.crash;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
import sightline.events.ObjectsDetected;
import sightline.inference.testmodel.BlobDetector;
import sightline.inference.track.TrackerKind;

/**
 * Worker processes that die on a {@link Site}, one move after the other.
 *
 * <p>Everything happens while a move awaits something; nothing is decided by the clock but that it
 * will not come any more.
 *
 * <p>Threading: one thread.
 *
 * <p>Ownership: close kills the workers and closes the site.
 */
final class Drill implements AutoCloseable {

  static final String EXACTLY_ONCE = "exactly_once_v2";
  static final String AT_LEAST_ONCE = "at_least_once";

  private static final int WARM = 60; // frames after which a worker is well at work
  private static final int BACKLOG = 40; // frames of each camera that keep a worker busy
  private static final int MOST_BETWEEN_KILLS = 120; // frames
  private static final int LAST_FRAMES = 10; // of each camera, after the last halt
  private static final int CLOSE_ATTEMPTS = 5;

  /** Without any result for this long, what is awaited is not going to happen. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Also while results come. */
  private static final Duration PATIENCE_IN_ALL = Duration.ofMinutes(3);

  private final Path folder;
  private final ObjectNode settings;
  private final long seed;
  private final Random random;
  private final Site site;
  private final Account account;
  private final List<WorkerProcess> crew = new ArrayList<>();
  private final List<String> ended = new ArrayList<>();
  private int workersStarted;
  private boolean publishing = true;

  private Drill(Path folder, ObjectNode settings, long seed, Site site) {
    this.folder = folder;
    this.settings = settings;
    this.seed = seed;
    this.random = new Random(seed);
    this.site = site;
    this.account = site.account();
  }

  /**
   * Opens a site in {@code folder}, with no worker yet.
   *
   * @param seed of what the cameras see and of what happens at random
   */
  static Drill open(Path folder, String guarantee, String groupProtocol, long seed)
      throws Exception {
    Path model = Files.write(folder.resolve("blob-detector.onnx"), BlobDetector.bytes());
    Site site = Site.open(folder, seed);
    ObjectNode settings =
        JsonNodeFactory.instance
            .objectNode()
            .put("bootstrapServers", site.servers())
            .put("model", model.toString())
            .put("guarantee", guarantee)
            .put("groupProtocol", groupProtocol)
            .put("port", 0)
            .put("provider", "cpu")
            .put("commitInterval", "PT0.2S")
            .put("sessionTimeout", "PT2S")
            .put("transactionTimeout", "PT3S")
            .put("ledgerEvery", "PT0.5S");
    return new Drill(folder, settings, seed, site);
  }

  /** Lets workers that start from now on commit this often. */
  Drill committingEvery(Duration interval) {
    settings.put("commitInterval", interval.toString());
    settings.put("transactionTimeout", interval.multipliedBy(3).toString());
    return this;
  }

  /** Lets workers that start from now on track objects. */
  Drill tracking(TrackerKind kind) {
    settings.put("tracker", kind.wireName());
    return this;
  }

  /** What readers of committed results saw of each camera, oldest first. */
  List<ObjectsDetected> resultsReadable() throws Exception {
    return site.resultsReadable();
  }

  /** Lets a worker begin, and halt at the {@code times}-th arrival at {@code point}. */
  void haltAt(HaltPoint point, int times) throws Exception {
    awaitEnd(worker(point, times));
  }

  /** Lets a worker that is well at work halt because another one joins, which stays. */
  void haltAsAnotherJoins(HaltPoint point) throws Exception {
    retireAll();
    WorkerProcess first = worker(point, 1);
    awaitResults(WARM);
    worker();
    awaitEnd(first);
  }

  /**
   * Tells a worker that has much to do to close; it halts at {@code point} before it has. One that
   * had just committed when it was told has nothing left at which it could halt; then another one
   * is told.
   */
  void haltWhileClosing(HaltPoint point) throws Exception {
    retireAll();
    for (int attempt = 1; attempt <= CLOSE_ATTEMPTS; attempt++) {
      WorkerProcess worker = worker(point, 1);
      worker.mayCloseCleanly();
      close(worker);
      if (worker.hasHalted()) {
        return;
      }
    }
    throw new AssertionError("no worker reached %s. %s".formatted(point, story()));
  }

  /** Tells a worker that has much to do to close, and waits until it has. */
  void closeAtWork() throws Exception {
    close(worker());
  }

  private void close(WorkerProcess worker) throws Exception {
    awaitResults(WARM);
    site.publish(BACKLOG);
    worker.tellToClose();
    awaitEnd(worker);
  }

  /** Keeps two workers alive and kills one or the other, {@code kills} times, as the seed says. */
  void killAtRandom(int kills) throws Exception {
    retireAll();
    worker();
    worker();
    for (int kill = 0; kill < kills; kill++) {
      awaitResults(1 + random.nextInt(MOST_BETWEEN_KILLS));
      WorkerProcess victim = crew.get(random.nextInt(crew.size()));
      victim.kill();
      awaitEnd(victim);
      worker();
    }
  }

  /**
   * Publishes the last frames, waits for all outcomes and for the ledger, closes the workers that
   * live, and reads the results to their end, whatever stood in the way there.
   */
  Account finish() throws Exception {
    if (crew.isEmpty()) {
      worker();
    }
    site.publish(LAST_FRAMES);
    publishing = false;
    site.endCameras();
    await("an outcome of every frame", () -> account.missing().isEmpty());
    boolean countsEachOnce = settings.get("guarantee").asText().equals(EXACTLY_ONCE);
    if (countsEachOnce) {
      await("a ledger that adds up", () -> site.ledgerTrouble().isEmpty());
    }
    retireAll();
    Map<TopicPartition, Long> all = site.endsOfEverything();
    await("results to be readable up to " + all, () -> site.hasReadUpTo(all));
    if (countsEachOnce) {
      requireLedger();
    }
    return account;
  }

  /** Closing may write rows once more; what they say must not change. */
  private void requireLedger() throws Exception {
    List<String> trouble = site.ledgerTrouble();
    if (!trouble.isEmpty()) {
      throw new AssertionError("after the workers were closed: " + trouble);
    }
  }

  /** Outcomes that were ever written, also those that were never committed. */
  int outcomesEverWritten() {
    return site.outcomesEverWritten();
  }

  private WorkerProcess worker() {
    return worker(HaltPoint.NEVER, 1);
  }

  private WorkerProcess worker(HaltPoint point, int times) {
    Path home = folder.resolve("worker-" + ++workersStarted);
    ObjectNode own = settings.deepCopy().put("stateFolder", home.resolve("state").toString());
    WorkerProcess worker = WorkerProcess.start(home, own.toString(), point, times);
    crew.add(worker);
    return worker;
  }

  private void awaitResults(int more) throws Exception {
    int target = account.seen() + more;
    await(more + " more frames with an outcome", () -> account.seen() >= target);
  }

  private void awaitEnd(WorkerProcess worker) throws Exception {
    await("the end of " + worker, worker::hasEnded);
    worker.requireExpectedEnd();
    crew.remove(worker);
    ended.add(worker.toString());
  }

  private void retireAll() throws Exception {
    for (WorkerProcess worker : List.copyOf(crew)) {
      worker.tellToClose();
      awaitEnd(worker);
    }
  }

  private void await(String what, Callable<Boolean> done) throws Exception {
    int seenBefore = account.seen();
    Instant begun = Instant.now();
    Instant lastSeen = begun;
    while (!done.call()) {
      step();
      if (account.seen() > seenBefore) {
        seenBefore = account.seen();
        lastSeen = Instant.now();
      }
      if (isOlderThan(PATIENCE, lastSeen) || isOlderThan(PATIENCE_IN_ALL, begun)) {
        throw new AssertionError("expected %s, found none. %s".formatted(what, story()));
      }
    }
  }

  private static boolean isOlderThan(Duration limit, Instant begun) {
    return begun.plus(limit).isBefore(Instant.now());
  }

  private void step() throws Exception {
    site.read();
    if (publishing) {
      site.publish();
    }
    crew.stream().filter(WorkerProcess::hasEnded).forEach(WorkerProcess::requireExpectedEnd);
  }

  /** All that is known, for a message. */
  private String story() throws Exception {
    var text = new StringBuilder("Seed %d, %s.%n".formatted(seed, settings));
    text.append("Ended as meant: %s%n%s%n%s%n".formatted(ended, account, site.ledgerTrouble()));
    crew.forEach(worker -> text.append("%s says:%n%s%n".formatted(worker, worker.outputTail())));
    return text.toString();
  }

  @Override
  public void close() {
    crew.forEach(WorkerProcess::close);
    site.close();
  }
}
