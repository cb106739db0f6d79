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
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.events.LedgerRow;
import sightline.events.Topics;
import sightline.inference.testmodel.BlobDetector;

/**
 * A site on which worker processes die: a real broker, eight cameras that publish at a limited lead
 * over the results, and somebody who reads the results and counts.
 *
 * <p>Everything happens while a test awaits something; nothing is decided by the clock but that it
 * will not come any more.
 *
 * <p>Threading: one thread.
 *
 * <p>Ownership: close kills the workers and stops the broker; files go with the test's folder.
 */
final class Drill implements AutoCloseable {

  private static final int CAMERAS = 8;
  private static final int LEAD = 16; // frames a camera may be ahead of its results
  private static final int WARM = 60; // frames after which a worker is well at work
  private static final int BACKLOG = 40; // frames of each camera that keep a worker busy
  private static final int CLOSE_ATTEMPTS = 5;
  private static final int LAST_FRAMES = 10; // of each camera, after the last halt

  /** Without anything new for this long, what is awaited is not going to happen. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final ObjectNode settings;
  private final long seed;
  private final Random random;
  private final EmbeddedBroker broker;
  private final KafkaProducer<String, byte[]> producer;
  private final ResultReader results;
  private final List<CameraFeed> cameras;
  private final Account account = new Account();
  private final List<WorkerProcess> crew = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();
  private int workersStarted;
  private boolean publishing = true;

  private Drill(Path folder, ObjectNode settings, long seed, EmbeddedBroker broker) {
    this.folder = folder;
    this.settings = settings.put("bootstrapServers", broker.bootstrapServers());
    this.seed = seed;
    this.random = new Random(seed);
    this.broker = broker;
    this.producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers", broker.bootstrapServers(), "acks", "all", "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());
    this.results = open(ResultReader.COMMITTED);
    awaitLeaders();
    var pictures = new Pictures();
    this.cameras =
        IntStream.range(0, CAMERAS)
            .mapToObj(number -> new CameraFeed(producer, pictures, number, seed))
            .toList();
  }

  /**
   * Opens a site in {@code folder}, with no worker yet.
   *
   * @param seed of what the cameras see
   */
  static Drill open(Path folder, String guarantee, String groupProtocol, long seed)
      throws Exception {
    Path model = Files.write(folder.resolve("blob-detector.onnx"), BlobDetector.bytes());
    ObjectNode settings =
        JsonNodeFactory.instance
            .objectNode()
            .put("model", model.toString())
            .put("guarantee", guarantee)
            .put("groupProtocol", groupProtocol)
            .put("port", 0)
            .put("provider", "cpu")
            .put("commitInterval", "PT0.2S")
            .put("sessionTimeout", "PT2S")
            .put("transactionTimeout", "PT3S");
    EmbeddedBroker broker =
        EmbeddedBroker.start(BrokerConfig.temporary().withData(folder.resolve("log").toString()));
    new TopicSetup(broker.bootstrapServers()).ensure(Topics.all());
    return new Drill(folder, settings, seed, broker);
  }

  private ResultReader open(String isolation) {
    return ResultReader.open(
        broker.bootstrapServers(), isolation, Topics.DETECTIONS, Topics.REJECTIONS);
  }

  /**
   * Until the broker leads a partition, it refuses the first batch and may take the second, which
   * leaves an idempotent producer stuck.
   */
  private void awaitLeaders() {
    try (ResultReader frames =
        ResultReader.open(broker.bootstrapServers(), ResultReader.EVERYTHING, Topics.FRAMES)) {
      frames.ends();
    }
    results.ends();
  }

  /** Starts a worker that lives until it is told to close, or killed. */
  private WorkerProcess worker() {
    return worker(HaltPoint.NEVER, 1);
  }

  /** Lets workers that start from now on commit this often. */
  Drill committingEvery(Duration interval) {
    settings.put("commitInterval", interval.toString());
    settings.put("transactionTimeout", interval.multipliedBy(3).toString());
    return this;
  }

  /** Starts a worker that halts at the {@code times}-th arrival at {@code point}. */
  private WorkerProcess worker(HaltPoint point, int times) {
    Path home = folder.resolve("worker-" + ++workersStarted);
    String own =
        settings.deepCopy().put("stateFolder", home.resolve("state").toString()).toString();
    WorkerProcess worker = WorkerProcess.start(home, own, point, times);
    crew.add(worker);
    return worker;
  }

  /** Waits until {@code more} frames than now have their outcome. */
  private void awaitResults(int more) throws Exception {
    int target = account.seen() + more;
    await(more + " more frames with an outcome", () -> account.seen() >= target);
  }

  /** Publishes {@code frames} of each camera, however far ahead that is. */
  private void publish(int frames) throws Exception {
    for (CameraFeed camera : cameras) {
      IntStream.range(0, frames).forEach(frame -> camera.publishFrame());
    }
    settle();
  }

  private void settle() throws Exception {
    for (CameraFeed camera : cameras) {
      camera.settle(account);
    }
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
      awaitResults(WARM);
      publish(BACKLOG);
      worker.tellToClose();
      awaitEnd(worker);
      if (worker.hasHalted()) {
        return;
      }
    }
    throw new AssertionError("no worker reached %s. %s".formatted(point, story()));
  }

  /** Tells a worker that has much to do to close, and waits until it has. */
  void closeAtWork() throws Exception {
    WorkerProcess worker = worker();
    awaitResults(WARM);
    publish(BACKLOG);
    worker.tellToClose();
    awaitEnd(worker);
  }

  private void retireAll() throws Exception {
    for (WorkerProcess worker : List.copyOf(crew)) {
      worker.tellToClose();
      awaitEnd(worker);
    }
  }

  /** Waits until {@code worker} has ended, and fails unless it ended in the way that was meant. */
  private void awaitEnd(WorkerProcess worker) throws Exception {
    await("the end of " + worker, worker::hasEnded);
    worker.requireExpectedEnd();
    crew.remove(worker);
    ends.add(worker.toString());
  }

  /** Keeps two workers alive and kills one or the other, {@code kills} times, as the seed says. */
  void killAtRandom(int kills) throws Exception {
    retireAll();
    worker();
    worker();
    for (int kill = 0; kill < kills; kill++) {
      awaitResults(LEAD + random.nextInt(CAMERAS * LEAD));
      WorkerProcess victim = crew.get(random.nextInt(crew.size()));
      victim.kill();
      awaitEnd(victim);
      worker();
    }
  }

  /**
   * Publishes the last frames, waits for all outcomes, closes the workers that live, and reads the
   * results to their end, whatever stood in the way there.
   */
  Account finish() throws Exception {
    if (crew.isEmpty()) {
      worker();
    }
    publish(LAST_FRAMES);
    publishing = false;
    cameras.forEach(CameraFeed::end);
    await("an outcome of every frame", () -> account.missing().isEmpty());
    retireAll();
    Map<TopicPartition, Long> all = endsOfEverything();
    await("results to be readable up to " + all, () -> results.hasReached(all));
    return account;
  }

  private Map<TopicPartition, Long> endsOfEverything() {
    try (ResultReader everything = open(ResultReader.EVERYTHING)) {
      return everything.ends();
    }
  }

  /** Outcomes that were ever written, also those that were never committed. */
  int outcomesEverWritten() {
    try (ResultReader everything = open(ResultReader.EVERYTHING)) {
      return everything.countUpTo(everything.ends());
    }
  }

  /** Fails unless topic {@code ledger} adds up to what the cameras published. */
  void requireLedger() throws Exception {
    var rows = new ArrayList<LedgerRow>();
    try (ResultReader ledger =
        ResultReader.open(broker.bootstrapServers(), ResultReader.COMMITTED, Topics.LEDGER)) {
      Map<TopicPartition, Long> all = ledger.ends();
      while (!ledger.hasReached(all)) {
        rows.addAll(ledger.ledgerRows());
      }
    }
    cameras.forEach(camera -> camera.truth().requireSameSum(rows));
  }

  private void await(String what, BooleanSupplier done) throws Exception {
    int seenBefore = account.seen();
    Instant until = Instant.now().plus(PATIENCE);
    while (!done.getAsBoolean()) {
      step();
      if (account.seen() > seenBefore) {
        seenBefore = account.seen();
        until = Instant.now().plus(PATIENCE);
      } else if (Instant.now().isAfter(until)) {
        throw new AssertionError("expected %s, found none. %s".formatted(what, story()));
      }
    }
  }

  private void step() throws Exception {
    results.readInto(account);
    for (CameraFeed camera : cameras) {
      int more = publishing ? LEAD - account.waiting(camera.camera()) : 0;
      IntStream.range(0, more).forEach(frame -> camera.publishFrame());
    }
    settle();
    crew.stream().filter(WorkerProcess::hasEnded).forEach(WorkerProcess::requireExpectedEnd);
  }

  /** All that is known, for a message. */
  String story() {
    var text = new StringBuilder("Seed %d, %s.%n".formatted(seed, settings));
    text.append("Ended as meant: %s%n%s%n".formatted(ends, account));
    crew.forEach(worker -> text.append("%s says:%n%s%n".formatted(worker, worker.outputTail())));
    return text.toString();
  }

  @Override
  public void close() {
    crew.forEach(WorkerProcess::close);
    results.close();
    producer.close();
    broker.close();
  }
}
