package sightline.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.MalformedRecord;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.SlotState;
import sightline.events.slot.WorkerStatus;
import sightline.events.slot.WorkerStatus.Step;
import sightline.events.slot.WorkerStatus.Version;

/**
 * A member of the workers' group that says of every candidate at once that it is ready, or that it
 * cannot.
 *
 * <p>Threading: one thread of its own.
 *
 * <p>Ownership: closes its connections on that thread.
 */
final class FakeWorker implements AutoCloseable {

  private final String name;
  private final String servers;
  private final Set<String> bad = ConcurrentHashMap.newKeySet();
  private final CountDownLatch joined = new CountDownLatch(1);
  private final Map<String, SlotRecord> slots = new HashMap<>();
  private final Thread thread = new Thread(this::run, "fake-worker");
  private volatile boolean open = true;
  private volatile boolean mute;

  private FakeWorker(String name, String servers) {
    this.name = name;
    this.servers = servers;
  }

  /** Returns when it is a member of the group. */
  static FakeWorker start(String name, String servers) throws InterruptedException {
    var worker = new FakeWorker(name, servers);
    worker.thread.start();
    if (!worker.joined.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("worker " + name + " is no member after 30 s");
    }
    return worker;
  }

  /** It cannot serve the artifact with this digest. */
  void cannotServe(String digest) {
    bad.add(digest);
  }

  /** Whether it keeps its mouth shut. */
  void mute(boolean now) {
    mute = now;
  }

  @Override
  public void close() throws InterruptedException {
    open = false;
    thread.join(10_000);
  }

  private void run() {
    try (var member = consumer(Map.of("group.id", "sightline-workers"));
        var models = consumer(Map.of("isolation.level", "read_committed"));
        var producer =
            new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", servers),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      member.subscribe(List.of(Topics.FRAMES.name()));
      var partition = new TopicPartition(Topics.MODELS.name(), 0);
      models.assign(List.of(partition));
      models.seekToBeginning(List.of(partition));
      while (open) {
        member.poll(Duration.ofMillis(20));
        models.poll(Duration.ofMillis(20)).forEach(one -> keep(one.key(), one.value()));
        if (!member.assignment().isEmpty()) {
          joined.countDown();
          say(producer);
        }
      }
    }
  }

  private void say(KafkaProducer<byte[], byte[]> producer) {
    if (!mute) {
      producer.send(
          new ProducerRecord<>(
              Topics.WORKER_STATUS.name(), name.getBytes(UTF_8), CanonicalJson.write(status())));
    }
  }

  private void keep(byte[] key, byte[] value) {
    try {
      if (new String(key, UTF_8).startsWith(SlotRecord.KEY)) {
        SlotRecord slot = CanonicalJson.read(value, SlotRecord.class);
        slots.put(slot.slot(), slot);
      }
    } catch (MalformedRecord e) {
      throw new IllegalStateException(e);
    }
  }

  private WorkerStatus status() {
    List<Version> versions = new ArrayList<>();
    for (SlotRecord slot : slots.values()) {
      slot.current().ifPresent(state -> say(versions, state));
      slot.candidates().forEach(one -> say(versions, one.state()));
    }
    return new WorkerStatus(name, Instant.now(), -1, versions, List.of(), "");
  }

  private void say(List<Version> versions, SlotState state) {
    for (SlotState.Rule rule : state.rules()) {
      boolean fails = bad.contains(rule.model().digest());
      versions.add(
          new Version(
              state.slot(),
              state.revision(),
              rule.model().id(),
              rule.model().digest(),
              fails ? Step.FAILED : Step.READY,
              rule.model().sizeBytes(),
              fails ? "its graph is broken" : "",
              List.of()));
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", servers);
    settings.put("client.id", name + "-StreamThread-1-consumer");
    settings.put("enable.auto.commit", false);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
