package sightline.crash;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.FrameId;
import sightline.events.FrameRejected.Reason;
import sightline.events.LogPosition;
import sightline.events.Picture;
import sightline.events.QueuePolicy;
import sightline.events.SkipReason;
import sightline.events.Topics;
import sightline.events.codec.FrameHeaders;
import sightline.events.geometry.FrameSize;

/**
 * One camera as ingest would publish it, from a seed: frames, some of them poison, some left out on
 * purpose, some written twice, heartbeats between them, and a new epoch now and then.
 *
 * <p>Threading: one thread.
 */
final class CameraFeed {

  /** A frame on its way into the log, perhaps for the second time. */
  private record Sent(
      FrameId frame, String outcome, boolean again, Future<RecordMetadata> written) {}

  private static final int EPOCH_LENGTH = 60; // frames captured
  private static final double SKIPPED = .1;
  private static final double UNREADABLE = .03;
  private static final double WRONG_SIZE = .02;
  private static final double REPEATED = .05;
  private static final double HEARTBEAT = .1;
  private static final FrameSize ANOTHER_SIZE = new FrameSize(64, 48);

  private final KafkaProducer<String, byte[]> log;
  private final Pictures pictures;
  private final String camera;
  private final int partition;
  private final Random random;
  private final LedgerTruth truth;
  private final List<Sent> unsettled = new ArrayList<>();
  private long epoch = 1_700_000_000_000L;
  private long sequence;

  /**
   * A camera that has published nothing yet.
   *
   * @param number from 0, makes its name and its partition
   */
  CameraFeed(KafkaProducer<String, byte[]> log, Pictures pictures, int number, long seed) {
    this.log = log;
    this.pictures = pictures;
    this.camera = "camera-" + number;
    this.partition = number % Topics.FRAMES.partitions();
    this.random = new Random(31 * seed + number);
    this.truth = new LedgerTruth(camera);
  }

  String camera() {
    return camera;
  }

  /** What the ledger must say of everything published so far. */
  LedgerTruth truth() {
    return truth;
  }

  /** Sends the next frame on its way, after those that are left out. */
  void publishFrame() {
    while (random.nextDouble() < SKIPPED) {
      truth.skipped(SkipReason.PACED);
      capture();
    }
    if (random.nextDouble() < HEARTBEAT) {
      heartbeat(false);
    }
    double kind = random.nextDouble();
    if (kind < UNREADABLE) {
      truth.rejected(Reason.UNREADABLE);
      publish(new byte[] {1, 2, 3}, Pictures.SIZE, Reason.UNREADABLE.name());
    } else if (kind < UNREADABLE + WRONG_SIZE) {
      truth.rejected(Reason.WRONG_SIZE);
      publish(pictures.jpeg(1), ANOTHER_SIZE, Reason.WRONG_SIZE.name());
    } else {
      int people = random.nextInt(pictures.count());
      truth.inferred();
      publish(pictures.jpeg(people), Pictures.SIZE, ResultReader.outcome(people));
    }
  }

  /** Says that nothing follows. */
  void end() {
    heartbeat(true);
  }

  private void publish(byte[] value, FrameSize size, String outcome) {
    var frame =
        new FrameCaptured(
            new FrameId(camera, epoch, sequence),
            Instant.now(),
            size,
            Picture.ofJpeg(value),
            truth.counts(),
            QueuePolicy.WAIT);
    var written = send(value, FrameHeaders.of(frame));
    unsettled.add(new Sent(frame.frame(), outcome, false, written));
    if (random.nextDouble() < REPEATED) {
      truth.repeated();
      var again = send(value, FrameHeaders.of(frame));
      unsettled.add(new Sent(frame.frame(), outcome, true, again));
    }
    capture();
  }

  /** Waits until everything sent is in the log, and notes it in {@code account}. */
  void settle(Account account) throws Exception {
    for (Sent sent : unsettled) {
      RecordMetadata written = sent.written().get();
      var source = new LogPosition(written.topic(), written.partition(), written.offset());
      if (sent.again()) {
        account.publishedAgain(sent.frame(), source);
      } else {
        account.published(sent.frame(), source, sent.outcome());
      }
    }
    unsettled.clear();
  }

  private void capture() {
    if (++sequence == EPOCH_LENGTH) {
      heartbeat(true);
      sequence = 0;
      epoch++;
    }
  }

  private void heartbeat(boolean ended) {
    var beat = new CameraHeartbeat(camera, epoch, Instant.now(), truth.counts(), ended);
    send(new byte[0], FrameHeaders.of(beat));
  }

  private Future<RecordMetadata> send(byte[] value, Headers headers) {
    String topic = Topics.FRAMES.name();
    return log.send(new ProducerRecord<>(topic, partition, null, camera, value, headers));
  }
}
