package sightline.deploy.soak.swap.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import sightline.events.Provenance;
import sightline.events.Stage;
import sightline.events.Topic;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.MalformedRecord;
import sightline.events.codec.ResultCodec;
import sightline.events.slot.SlotState;
import sightline.events.slot.WorkerStatus;

/**
 * Hands what lies on the log to those who judge it.
 *
 * <p>Threading: one thread accepts; the rest from any.
 */
public final class SwapReader {

  /** What must be read. */
  public static final List<Topic> TOPICS =
      List.of(Topics.FRAMES, Topics.DETECTIONS, Topics.REJECTIONS, Topics.WORKER_STATUS);

  private final VersionJudge versions = new VersionJudge(Topics.FRAMES.partitions());
  private final GapWatch gaps = new GapWatch();
  private final SessionWatch sessions = new SessionWatch();
  private final CalmWatch calm = new CalmWatch(Topics.FRAMES.partitions());
  private final Set<String> cameras = ConcurrentHashMap.newKeySet();
  private final AtomicLong results = new AtomicLong();
  private final AtomicLong malformed = new AtomicLong();

  /** Takes one record, each exactly once. */
  public void accept(ConsumerRecord<String, byte[]> message) {
    try {
      if (message.topic().equals(Topics.FRAMES.name())) {
        frame(message);
      } else if (message.topic().equals(Topics.DETECTIONS.name())) {
        result(message.topic(), ResultCodec.readDetected(message.value()).provenance());
      } else if (message.topic().equals(Topics.REJECTIONS.name())) {
        result(message.topic(), ResultCodec.readRejected(message.value()).provenance());
      } else if (message.value() != null) {
        status(CanonicalJson.read(message.value(), WorkerStatus.class));
      }
    } catch (MalformedRecord e) {
      malformed.incrementAndGet();
    }
  }

  private void frame(ConsumerRecord<String, byte[]> message) throws MalformedRecord {
    String type = FrameHeaders.type(message.headers());
    if (type.equals(FrameHeaders.SLOT_SWITCHED)) {
      SlotState state = CanonicalJson.read(message.value(), SlotState.class);
      versions.marker(message.partition(), message.offset(), state);
    } else if (type.equals(FrameHeaders.FRAME_CAPTURED)) {
      versions.frame(message.partition(), message.offset(), message.key());
    }
  }

  private void result(String topic, Provenance from) {
    versions.result(topic, from);
    cameras.add(from.frame().camera());
    results.incrementAndGet();
    Duration took = from.stages().sinceCapture().get(Stage.FORWARDED);
    if (took != null) {
      gaps.result(from.frame().camera(), from.capturedAt().plus(took));
    }
  }

  private void status(WorkerStatus status) {
    sessions.status(status);
    calm.status(status);
  }

  public VersionJudge versions() {
    return versions;
  }

  public SessionWatch sessions() {
    return sessions;
  }

  public CalmWatch calm() {
    return calm;
  }

  /** Whether each of {@code cameras} has had a result that was forwarded after {@code since}. */
  public boolean isFlowing(Collection<String> cameras, Instant since) {
    return cameras.stream().allMatch(camera -> gaps.last(camera).isAfter(since));
  }

  /** The longest gap of a camera's results that touches the given time. */
  public GapWatch.Gap longestGap(Instant from, Instant to) {
    return gaps.longest(from, to);
  }

  /** Cameras that have had a result. */
  public Set<String> cameras() {
    return Set.copyOf(cameras);
  }

  public long results() {
    return results.get();
  }

  /** Records that are not what their topic promises. */
  public long malformed() {
    return malformed.get();
  }
}
