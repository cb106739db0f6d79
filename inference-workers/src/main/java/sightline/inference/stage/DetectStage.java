package sightline.inference.stage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.StoreBuilder;
import sightline.events.FrameCaptured;
import sightline.events.LogPosition;
import sightline.events.Stage;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.MalformedRecord;
import sightline.events.codec.ResultHeaders;
import sightline.inference.metrics.InferenceMetrics;

/**
 * Hands frames to the lanes without waiting for them, and forwards their outcomes in the order in
 * which the frames came.
 *
 * <p>Of each task: what is in flight stands in a queue, oldest first. A completed head is forwarded
 * at the next record, at the next tick, or when offsets are about to be committed; at that moment
 * the queue is emptied, so that no offset is ever committed for a frame without outcome.
 *
 * <p>Threading: the stream thread; the lanes only complete futures.
 */
public final class DetectStage
    implements FixedKeyProcessor<String, byte[], Outcome>, PendingStore.Drain {

  private static final String STORE = "pending-detections";

  /** What Kafka Streams must be told again when a frame's outcome is forwarded. */
  private record Origin(FixedKeyRecord<String, byte[]> record, ProcessorRecordContext context) {}

  private final Consumer<FrameWork> lanes;
  private final DetectSettings settings;
  private final InferenceMetrics metrics;
  private final Freshness freshness;
  private final Clock clock;
  private SeenFrames seen;
  private final InFlight<Origin> inFlight;
  private InternalProcessorContext<String, Outcome> context;
  private ProcessorNode<?, ?, ?, ?> node;

  private DetectStage(
      Consumer<FrameWork> lanes, DetectSettings settings, InferenceMetrics metrics, Clock clock) {
    this.lanes = lanes;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
    this.freshness = settings.freshness();
    this.inFlight = new InFlight<>(settings.maxStall());
  }

  /** Makes a stage for each task; all hand their frames to {@code lanes}. */
  public static FixedKeyProcessorSupplier<String, byte[], Outcome> supplier(
      DetectLanes lanes, DetectSettings settings, InferenceMetrics metrics) {
    return supplier(lanes::submit, settings, metrics, Clock.systemUTC());
  }

  static FixedKeyProcessorSupplier<String, byte[], Outcome> supplier(
      Consumer<FrameWork> lanes, DetectSettings settings, InferenceMetrics metrics, Clock clock) {
    return new FixedKeyProcessorSupplier<>() {
      @Override
      public FixedKeyProcessor<String, byte[], Outcome> get() {
        return new DetectStage(lanes, settings, metrics, clock);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(PendingStore.builder(STORE));
      }
    };
  }

  @Override
  @SuppressWarnings("unchecked") // every context of Kafka Streams is an internal one
  public void init(FixedKeyProcessorContext<String, Outcome> given) {
    context = (InternalProcessorContext<String, Outcome>) given;
    node = context.currentNode();
    seen = new SeenFrames(settings.maxCameras()); // a revived task reads frames again
    PendingStore store = given.getStateStore(STORE);
    store.attach(this);
    given.schedule(
        settings.tick(),
        PunctuationType.WALL_CLOCK_TIME,
        now -> inFlight.forwardFinished(this::forward));
  }

  @Override
  public void process(FixedKeyRecord<String, byte[]> record) {
    inFlight.forwardFinished(this::forward);
    String type = FrameHeaders.type(record.headers());
    switch (type) {
      case FrameHeaders.FRAME_CAPTURED, "" -> take(record);
      default -> {} // a control record that has nothing to say to this stage
    }
    inFlight.forwardUntil(settings.maxPending(), this::forward);
  }

  private void take(FixedKeyRecord<String, byte[]> record) {
    Instant polled = clock.instant();
    LogPosition source = position();
    try {
      FrameCaptured frame = FrameHeaders.readFrame(record.headers(), valueOf(record));
      if (!seen.isNew(frame.frame())) {
        metrics.frameRepeated();
      } else if (frame.isLate(polled)) {
        metrics.frameLate();
      } else {
        var work =
            new FrameWork(
                frame,
                source,
                Instant.ofEpochMilli(record.timestamp()),
                polled,
                new CompletableFuture<>());
        enqueue(record, work.outcome());
        lanes.accept(work);
      }
    } catch (MalformedRecord e) {
      Outcome rejected = settings.rejectMalformed(record.key(), source, polled, e.getMessage());
      enqueue(record, CompletableFuture.completedFuture(rejected));
    }
  }

  private static byte[] valueOf(FixedKeyRecord<String, byte[]> record) {
    return record.value() == null ? new byte[0] : record.value();
  }

  private LogPosition position() {
    RecordMetadata metadata = context.recordMetadata().orElseThrow();
    return new LogPosition(metadata.topic(), metadata.partition(), metadata.offset());
  }

  private void enqueue(FixedKeyRecord<String, byte[]> record, CompletableFuture<Outcome> outcome) {
    freshness.taken();
    inFlight.add(new Origin(record.withValue(new byte[0]), context.recordContext()), outcome);
  }

  @Override
  public void drain() {
    inFlight.forwardUntil(0, this::forward);
  }

  @Override
  public void forget() {
    freshness.released(inFlight.size());
    inFlight.cancel();
  }

  @Override
  public int pending() {
    return inFlight.size();
  }

  /** Sends an outcome on as if its record were being processed now. */
  private void forward(Origin origin, Outcome outcome) {
    Outcome stamped = stamped(outcome);
    ProcessorRecordContext recordBefore = context.recordContext();
    ProcessorNode<?, ?, ?, ?> nodeBefore = context.currentNode();
    context.setRecordContext(origin.context());
    context.setCurrentNode(node);
    try {
      var headers = ResultHeaders.of(stamped.eventType(), stamped.provenance());
      context.forward(origin.record().withValue(stamped).withHeaders(headers));
    } finally {
      context.setCurrentNode(nodeBefore);
      context.setRecordContext(recordBefore);
    }
    freshness.released(1);
    count(outcome);
  }

  private Outcome stamped(Outcome outcome) {
    var provenance = outcome.provenance();
    Duration age = Duration.between(provenance.capturedAt(), clock.instant());
    return outcome.withStages(provenance.stages().with(Stage.FORWARDED, age));
  }

  private void count(Outcome outcome) {
    if (outcome instanceof Outcome.Rejected rejected) {
      metrics.frameRejected(rejected.event().reason());
    } else {
      metrics.frameInferred();
    }
  }
}
