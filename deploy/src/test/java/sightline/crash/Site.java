package sightline.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.events.LedgerRow;
import sightline.events.ObjectsDetected;
import sightline.events.Topics;

/**
 * Everything but the workers: a real broker, eight cameras that publish at a limited lead over
 * their results, and somebody who reads the results and counts.
 *
 * <p>Threading: one thread.
 *
 * <p>Ownership: close stops the broker; files go with the test's folder.
 */
final class Site implements AutoCloseable {

  private static final int CAMERAS = 8;
  private static final int LEAD = 16; // frames a camera may be ahead of its results

  private final EmbeddedBroker broker;
  private final KafkaProducer<String, byte[]> producer;
  private final ResultReader results;
  private final ResultReader ledger;
  private final List<CameraFeed> cameras;
  private final List<LedgerRow> rows = new ArrayList<>();
  private final Account account = new Account();

  private Site(EmbeddedBroker broker, long seed) {
    this.broker = broker;
    this.producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", servers(), "acks", "all", "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());
    this.results = outcomes(ResultReader.COMMITTED);
    this.ledger = ResultReader.open(servers(), ResultReader.COMMITTED, Topics.LEDGER);
    var pictures = new Pictures();
    this.cameras =
        IntStream.range(0, CAMERAS)
            .mapToObj(number -> new CameraFeed(producer, pictures, number, seed))
            .toList();
    awaitLeaders();
  }

  /**
   * Opens a site in {@code folder}.
   *
   * @param seed of what the cameras see
   */
  static Site open(Path folder, long seed) throws Exception {
    BrokerConfig log = BrokerConfig.temporary().withData(folder.resolve("log").toString());
    EmbeddedBroker broker = EmbeddedBroker.start(log);
    new TopicSetup(broker.bootstrapServers()).ensure(Topics.all());
    return new Site(broker, seed);
  }

  /**
   * Until the broker leads a partition, it refuses a producer's first batch and may take the
   * second, which leaves the producer stuck.
   */
  private void awaitLeaders() {
    try (ResultReader frames =
        ResultReader.open(servers(), ResultReader.EVERYTHING, Topics.FRAMES)) {
      frames.ends();
    }
    results.ends();
    ledger.ends();
  }

  private ResultReader outcomes(String isolation) {
    return ResultReader.open(servers(), isolation, Topics.DETECTIONS, Topics.REJECTIONS);
  }

  /** Where the broker listens. */
  String servers() {
    return broker.bootstrapServers();
  }

  /** What was published, and what came of it so far. */
  Account account() {
    return account;
  }

  /** Reads what has come, after waiting a moment for it. */
  void read() throws Exception {
    results.readInto(account);
  }

  /** Lets each camera publish until its lead is used up. */
  void publish() throws Exception {
    for (CameraFeed camera : cameras) {
      int more = LEAD - account.waiting(camera.camera());
      IntStream.range(0, more).forEach(frame -> camera.publishFrame());
    }
    settle();
  }

  /** Lets each camera publish {@code frames}, however far ahead that is. */
  void publish(int frames) throws Exception {
    for (CameraFeed camera : cameras) {
      IntStream.range(0, frames).forEach(frame -> camera.publishFrame());
    }
    settle();
  }

  /** Says of each camera that nothing follows. */
  void endCameras() {
    cameras.forEach(CameraFeed::end);
  }

  private void settle() throws Exception {
    for (CameraFeed camera : cameras) {
      camera.settle(account);
    }
  }

  /** Whether results have been read up to {@code ends}. */
  boolean hasReadUpTo(Map<TopicPartition, Long> ends) {
    return results.hasReached(ends);
  }

  /** Where the results end, also those that nobody may see. */
  Map<TopicPartition, Long> endsOfEverything() {
    try (ResultReader everything = outcomes(ResultReader.EVERYTHING)) {
      return everything.ends();
    }
  }

  /** Outcomes that were ever written, also those that were never committed. */
  int outcomesEverWritten() {
    try (ResultReader everything = outcomes(ResultReader.EVERYTHING)) {
      return everything.countUpTo(everything.ends());
    }
  }

  /** Every result that was committed. */
  List<ObjectsDetected> resultsReadable() throws Exception {
    try (ResultReader committed =
        ResultReader.open(servers(), ResultReader.COMMITTED, Topics.DETECTIONS)) {
      return committed.detectedUpTo(committed.ends());
    }
  }

  /** Of each camera, why topic {@code ledger} does not add up to what it published, if so. */
  List<String> ledgerTrouble() throws Exception {
    readLedger();
    return cameras.stream()
        .map(camera -> camera.truth().whyNotSumOf(rows))
        .filter(trouble -> !trouble.isEmpty())
        .toList();
  }

  private void readLedger() throws Exception {
    Map<TopicPartition, Long> all = ledger.ends();
    while (!ledger.hasReached(all)) {
      rows.addAll(ledger.ledgerRows());
    }
  }

  @Override
  public void close() {
    results.close();
    ledger.close();
    producer.close();
    broker.close();
  }
}
