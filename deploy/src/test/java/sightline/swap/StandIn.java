package sightline.swap;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.FrameHeaders;
import sightline.events.slot.ServedModel;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.SlotRecord.Candidate;
import sightline.events.slot.SlotRecord.Switch;
import sightline.events.slot.SlotState;
import sightline.events.slot.SlotState.Rule;
import sightline.inference.testmodel.BlobDetector;

/**
 * In place of a registry: gives artifacts away, announces, and writes markers when it is told to,
 * ready or not.
 *
 * <p>Threading: one thread. Ownership: closes its server and its producer.
 */
final class StandIn implements AutoCloseable {

  static final String SLOT = "people";
  private static final String PATH = "/artifacts/";

  private final KafkaProducer<String, byte[]> log;
  private final HttpServer server;
  private final Map<String, byte[]> artifacts = new ConcurrentHashMap<>();
  private final byte[] net;
  private final List<Switch> switches = new ArrayList<>(); // newest first
  private long edition;

  StandIn(String bootstrapServers, Path folder) throws IOException {
    Path file = folder.resolve("net.onnx");
    BlobDetector.main(file.toString());
    net = Files.readAllBytes(file);
    log =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers", bootstrapServers, "transactional.id", "stand-in"),
            new StringSerializer(),
            new ByteArraySerializer());
    log.initTransactions();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        PATH,
        exchange -> {
          byte[] bytes = artifacts.get(exchange.getRequestURI().getPath().substring(PATH.length()));
          exchange.sendResponseHeaders(
              bytes == null ? 404 : 200, bytes == null ? -1 : bytes.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes == null ? new byte[0] : bytes);
          }
        });
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A version of the net that differs from the others in its digest only. */
  ServedModel version(int number) throws Exception {
    ServedModel model = hidden(number);
    give(model, bytes(number));
    return model;
  }

  /** The same, but its artifact is not given away yet. */
  ServedModel hidden(int number) throws Exception {
    byte[] bytes = bytes(number);
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);
    String digest = "sha256:" + HexFormat.of().formatHex(sha256);
    return new ServedModel(SLOT, Integer.toString(number), digest, bytes.length, "");
  }

  void give(ServedModel model, byte[] bytes) {
    artifacts.put(model.digest(), bytes);
  }

  byte[] bytes(int number) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write(net);
    bytes.write(new byte[] {0x32, 1, (byte) ('a' + number)}); // doc_string, of no effect
    return bytes.toByteArray();
  }

  /** Says that {@code model} is to come. */
  void announce(ServedModel model) {
    var candidate = new Candidate("p", state(model), false, Instant.now().plusSeconds(60));
    log.beginTransaction();
    tell(new SlotRecord(SLOT, ++edition, List.copyOf(switches), List.of(candidate)));
    log.commitTransaction();
  }

  /** Switches every partition to {@code model}, in one transaction. */
  Switch promote(ServedModel model) throws Exception {
    SlotState state = state(model);
    Instant now = Instant.now();
    log.beginTransaction();
    var sent = new ArrayList<Future<RecordMetadata>>();
    for (int partition = 0; partition < Topics.FRAMES.partitions(); partition++) {
      var headers = FrameHeaders.of(state, now);
      sent.add(
          log.send(
              new ProducerRecord<>(
                  Topics.FRAMES.name(),
                  partition,
                  "slots/" + SLOT,
                  CanonicalJson.write(state),
                  headers)));
    }
    log.flush();
    var offsets = new TreeMap<Integer, Long>();
    for (Future<RecordMetadata> one : sent) {
      offsets.put(one.get().partition(), one.get().offset());
    }
    var done = new Switch(state, now, offsets);
    switches.add(0, done);
    tell(new SlotRecord(SLOT, ++edition, List.copyOf(switches), List.of()));
    log.commitTransaction();
    return done;
  }

  private SlotState state(ServedModel model) {
    long revision = switches.isEmpty() ? 1 : switches.get(0).state().revision() + 1;
    return new SlotState(SLOT, revision, List.of(new Rule(SlotState.ALL, model)), -1, "full");
  }

  private void tell(SlotRecord slot) {
    var ignored =
        log.send(
            new ProducerRecord<>(
                Topics.MODELS.name(), SlotRecord.KEY + SLOT, CanonicalJson.write(slot)));
  }

  /** Of each switch, newest first. */
  List<Switch> switches() {
    return switches;
  }

  @Override
  public void close() {
    log.close();
    server.stop(0);
  }
}
