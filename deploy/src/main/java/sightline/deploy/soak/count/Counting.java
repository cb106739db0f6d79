package sightline.deploy.soak.count;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import sightline.deploy.soak.camera.StampedPicture;
import sightline.events.FrameCaptured;
import sightline.events.FrameRejected;
import sightline.events.LedgerRow;
import sightline.events.Provenance;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.MalformedRecord;
import sightline.events.codec.ResultCodec;

/**
 * Counts every record of the topics that the platform writes.
 *
 * <p>Threading: any thread.
 */
public final class Counting {

  private final Clock clock;
  private final ResultListener listener;
  private final Map<String, CameraTally> cameras = new HashMap<>();
  private final LedgerTotals ledger = new LedgerTotals();
  private long records;
  private long malformed;

  public Counting(Clock clock, ResultListener listener) {
    this.clock = clock;
    this.listener = listener;
  }

  /** Takes one record, each exactly once. */
  public synchronized void accept(ConsumerRecord<String, byte[]> message) {
    records++;
    try {
      if (message.topic().equals(Topics.FRAMES.name())) {
        frame(message);
      } else if (message.topic().equals(Topics.DETECTIONS.name())
          || message.topic().equals(Topics.SEGMENTATIONS.name())) {
        inferred(ResultCodec.readDetected(message.value()).provenance());
      } else if (message.topic().equals(Topics.ANOMALIES.name())) {
        inferred(ResultCodec.readAnomaly(message.value()).provenance());
      } else if (message.topic().equals(Topics.REJECTIONS.name())) {
        rejected(ResultCodec.readRejected(message.value()));
      } else if (message.topic().equals(Topics.LEDGER.name())) {
        ledger.accept(CanonicalJson.read(message.value(), LedgerRow.class));
      }
    } catch (MalformedRecord e) {
      malformed++;
    }
  }

  private void frame(ConsumerRecord<String, byte[]> message) throws MalformedRecord {
    String type = FrameHeaders.type(message.headers());
    if (type.equals(FrameHeaders.FRAME_CAPTURED)) {
      FrameCaptured frame = FrameHeaders.readFrame(message.headers(), message.value());
      tally(frame.frame().camera())
          .frame(frame.frame(), frame.counts(), StampedPicture.number(message.value()));
    } else if (type.equals(FrameHeaders.CAMERA_HEARTBEAT)) {
      var heartbeat = FrameHeaders.readHeartbeat(message.headers());
      tally(heartbeat.camera()).said(heartbeat.counts());
    }
  }

  private void inferred(Provenance from) {
    tally(from.frame().camera()).detected(from.frame(), from.slot());
    listener.seen(from, clock.instant());
  }

  private void rejected(FrameRejected event) {
    Provenance from = event.provenance();
    tally(from.frame().camera()).rejected(from.frame(), from.slot(), event.reason());
    listener.seen(from, clock.instant());
  }

  private CameraTally tally(String camera) {
    return cameras.computeIfAbsent(camera, name -> new CameraTally());
  }

  /** Frames of all cameras on the log. */
  public synchronized long framesOnLog() {
    return cameras.values().stream().mapToLong(CameraTally::framesOnLog).sum();
  }

  /** Frames of all cameras with a result. */
  public synchronized long results() {
    return cameras.values().stream().mapToLong(CameraTally::results).sum();
  }

  /** Whether {@code camera} has had a result. */
  public synchronized boolean hasResult(String camera) {
    return cameras.containsKey(camera) && cameras.get(camera).results() > 0;
  }

  /** Records of all topics so far. */
  public synchronized long records() {
    return records;
  }

  /** Records that are not what their topic promises. */
  public synchronized long malformed() {
    return malformed;
  }

  /** Whether every account balances: nothing more is to come. */
  public synchronized boolean isSettled(Map<String, Long> sentByCamera) {
    return accounts(sentByCamera).stream().allMatch(CameraAccount::balances);
  }

  /**
   * The account of every camera in {@code sentByCamera}, and of every other one on the topics.
   *
   * @param sentByCamera pictures that each camera sent
   */
  public synchronized List<CameraAccount> accounts(Map<String, Long> sentByCamera) {
    var names = new ArrayList<>(sentByCamera.keySet());
    cameras.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
    return names.stream()
        .sorted()
        .map(
            name ->
                CameraAccount.of(
                    name,
                    cameras.containsKey(name) ? cameras.get(name).count() : CameraCount.NOTHING,
                    ledger.of(name),
                    ledger.unbalanced(name),
                    sentByCamera.getOrDefault(name, 0L)))
        .toList();
  }
}
