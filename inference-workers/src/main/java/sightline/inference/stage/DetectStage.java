package sightline.inference.stage;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.LogPosition;
import sightline.events.Stage;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.MalformedRecord;
import sightline.events.slot.SlotState;
import sightline.inference.ledger.Entry;
import sightline.inference.ledger.Ledger;
import sightline.inference.ledger.Verdict;
import sightline.inference.metrics.FrameTimes;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.outcome.Outcome;
import sightline.inference.outcome.Report;
import sightline.inference.slot.Slot;
import sightline.inference.slot.TaskSlots;
import sightline.inference.stage.pending.DrainBudget;
import sightline.inference.stage.pending.InFlight;
import sightline.inference.stage.pending.PendingStore;

/**
 * Hands frames to the lanes without waiting for them, and forwards their outcomes, those of one
 * camera in the order in which its frames came.
 *
 * <p>Of each task: what is in flight stands in a queue for each camera, oldest first. A completed
 * head is forwarded at the next record, at the next tick, or when offsets are about to be
 * committed; at that moment everything in flight is finished, so that no offset is ever committed
 * for a frame without outcome. What may be let go and still waits for a lane when the drain's
 * budget is used up is let go.
 *
 * <p>Threading: the stream thread; the lanes only complete futures.
 */
public final class DetectStage
    implements FixedKeyProcessor<String, byte[], Report>, PendingStore.Drain {

  private static final Logger log = LoggerFactory.getLogger(DetectStage.class);
  private static final String STORE = "pending-detections";

  private final FrameQueue lanes;
  private final DetectSettings settings;
  private final InferenceMetrics metrics;
  private final Freshness freshness;
  private final DrainBudget budget;
  private final Clock clock;
  private final InFlight<Forwarding.Origin, List<Outcome>> inFlight;
  private InternalProcessorContext<String, Report> context;
  private LedgerKeeper<Report> keeper;
  private Books books;
  private Forwarding forwarding;
  private SwitchStore switches;
  private TaskSlots slots;

  private DetectStage(
      FrameQueue lanes,
      DetectSettings settings,
      InferenceMetrics metrics,
      DrainBudget budget,
      Clock clock) {
    this.lanes = lanes;
    this.settings = settings;
    this.metrics = metrics;
    this.budget = budget;
    this.clock = clock;
    this.freshness = settings.freshness();
    this.inFlight = new InFlight<>(settings.waits().maxStall());
  }

  /** Makes a stage for each task; all hand their frames to {@code lanes}. */
  public static FixedKeyProcessorSupplier<String, byte[], Report> supplier(
      DetectLanes lanes, DetectSettings settings, InferenceMetrics metrics) {
    return supplier(lanes, settings, metrics, Clock.systemUTC());
  }

  static FixedKeyProcessorSupplier<String, byte[], Report> supplier(
      FrameQueue lanes, DetectSettings settings, InferenceMetrics metrics, Clock clock) {
    var budget = new DrainBudget(settings.waits().drainWithin(), System::nanoTime);
    return new FixedKeyProcessorSupplier<>() {
      @Override
      public FixedKeyProcessor<String, byte[], Report> get() {
        return new DetectStage(lanes, settings, metrics, budget, clock);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(PendingStore.builder(STORE), LedgerKeeper.store(), SwitchStore.builder());
      }
    };
  }

  @Override
  @SuppressWarnings("unchecked") // every context of Kafka Streams is an internal one
  public void init(FixedKeyProcessorContext<String, Report> given) {
    context = (InternalProcessorContext<String, Report>) given;
    var ledger =
        new Ledger(settings.bounds().maxCameras(), settings.waits().ledgerEvery(), clock, metrics);
    keeper = LedgerKeeper.init(context, ledger, Report.Booked::new, clock);
    books = new Books(ledger);
    forwarding = new Forwarding(context, books, metrics, clock);
    switches = new SwitchStore(given.getStateStore(SwitchStore.NAME));
    slots = settings.slots().open(context.taskId().partition(), switches.all());
    PendingStore store = given.getStateStore(STORE);
    store.attach(this);
    given.schedule(settings.waits().tick(), PunctuationType.WALL_CLOCK_TIME, now -> tick());
  }

  private void tick() {
    budget.processing();
    inFlight.forwardFinished(this::forward);
  }

  @Override
  public void process(FixedKeyRecord<String, byte[]> record) {
    tick();
    switch (FrameHeaders.type(record.headers())) {
      case FrameHeaders.FRAME_CAPTURED, "" -> takeFrame(record);
      case FrameHeaders.CAMERA_HEARTBEAT -> takeHeartbeat(record);
      case FrameHeaders.FRAME_REQUEUED -> takeAgain(record);
      case FrameHeaders.SLOT_SWITCHED -> takeSwitch(record);
      default -> {} // a control record that has nothing to say to this stage
    }
    slots.taken(position().offset());
    inFlight.forwardPatientUntil(settings.bounds().maxPending(), this::forward);
    inFlight.forwardUntil(settings.bounds().maxInFlight(), this::forward);
  }

  /** From here on other models look at the frames of this partition. */
  private void takeSwitch(FixedKeyRecord<String, byte[]> record) {
    try {
      SlotState state = CanonicalJson.read(valueOf(record), SlotState.class);
      switches.keep(slots.switched(state, position().offset(), published(record)));
      metrics.slotSwitched();
      log.info("slot {} is at revision {} from {}", state.slot(), state.revision(), position());
    } catch (MalformedRecord e) { // every task passes it over alike
      log.error("a switch marker at {} is passed over: {}", position(), e.getMessage());
    }
  }

  private void takeHeartbeat(FixedKeyRecord<String, byte[]> record) {
    try {
      CameraHeartbeat heartbeat = FrameHeaders.readHeartbeat(record.headers());
      books.heartbeat(heartbeat, boundTo(heartbeat.camera()), place(record));
    } catch (MalformedRecord e) { // no frame is lost by it, and the next one says the same
      log.warn("a heartbeat of {} at {} is passed over: {}", record.key(), position(), e);
    }
  }

  private void takeFrame(FixedKeyRecord<String, byte[]> record) {
    try {
      take(record);
    } catch (MalformedRecord e) {
      reject(record, e);
    }
  }

  private void take(FixedKeyRecord<String, byte[]> record) throws MalformedRecord {
    Instant polled = clock.instant();
    FrameCaptured frame = FrameHeaders.readFrame(record.headers(), valueOf(record));
    List<Slot> bound = boundTo(frame.frame().camera());
    Entry entry = books.take(frame, bound, place(record));
    if (entry.verdict() == Verdict.REPEATED) {
      metrics.frameRepeated();
    } else if (bound.isEmpty()) {
      var none = new Outcome.NoSlot(frame.frame());
      enqueue(origin(record, entry), frame, CompletableFuture.completedFuture(List.of(none)));
    } else {
      submit(frame, bound, times(frame, published(record), polled), origin(record, entry));
    }
  }

  private FrameTimes times(FrameCaptured frame, Instant published, Instant polled) {
    var times = new FrameTimes(frame.capturedAt(), clock, metrics);
    times.mark(Stage.PUBLISHED, published);
    times.mark(Stage.POLLED, polled);
    return times;
  }

  private void submit(
      FrameCaptured frame, List<Slot> slots, FrameTimes times, Forwarding.Origin origin) {
    var work = new FrameWork(frame, position(), times, slots, new CompletableFuture<>());
    work.announce();
    enqueue(origin, frame, work.outcomes());
    lanes.submit(work);
  }

  private void takeAgain(FixedKeyRecord<String, byte[]> record) {
    Instant polled = clock.instant();
    try {
      SecondLook look = SecondLook.read(record.headers(), valueOf(record));
      FrameCaptured frame = look.frame();
      Optional<Slot> slot = look.among(boundTo(frame.frame().camera()));
      books.requeued(frame.frame().camera(), look.slot(), place(record));
      Forwarding.Origin origin = origin(record, Books.SETTLED);
      if (slot.filter(look::isServedBy).isPresent()) {
        submit(frame, List.of(slot.get()), times(frame, published(record), polled), origin);
      } else {
        List<Outcome> refused = List.of(look.refused(slot, position()));
        enqueue(origin, frame, CompletableFuture.completedFuture(refused));
      }
    } catch (MalformedRecord e) { // it was rejected once, and that stands
      log.warn("a second look at {} is passed over: {}", position(), e.getMessage());
    }
  }

  private void enqueue(
      Forwarding.Origin origin, FrameCaptured frame, CompletableFuture<List<Outcome>> outcomes) {
    freshness.taken();
    if (frame.policy().waits()) {
      inFlight.addPatient(frame.frame().camera(), origin, outcomes);
    } else {
      inFlight.add(frame.frame().camera(), origin, outcomes);
    }
  }

  private void reject(FixedKeyRecord<String, byte[]> record, MalformedRecord e) {
    String camera = DetectSettings.cameraOr(record.key());
    List<Slot> bound = boundTo(camera);
    List<Outcome> outcomes =
        DetectSettings.rejectMalformed(camera, bound, position(), clock.instant(), e.getMessage());
    freshness.taken();
    books.malformed(camera, bound, place(record));
    Forwarding.Origin origin = origin(record, Books.SETTLED);
    inFlight.add(camera, origin, CompletableFuture.completedFuture(outcomes));
  }

  private static byte[] valueOf(FixedKeyRecord<String, byte[]> record) {
    return record.value() == null ? new byte[0] : record.value();
  }

  private static Instant published(FixedKeyRecord<String, byte[]> record) {
    return Instant.ofEpochMilli(record.timestamp());
  }

  private LogPosition position() {
    RecordMetadata metadata = context.recordMetadata().orElseThrow();
    return new LogPosition(metadata.topic(), metadata.partition(), metadata.offset());
  }

  /** Without the picture, which is large. */
  private Forwarding.Origin origin(FixedKeyRecord<String, byte[]> record, Entry entry) {
    return new Forwarding.Origin(record.withValue(new byte[0]), context.recordContext(), entry);
  }

  private Books.Place place(FixedKeyRecord<String, byte[]> record) {
    return new Books.Place(position(), published(record));
  }

  private List<Slot> boundTo(String camera) {
    return slots.boundTo(camera, position().offset());
  }

  @Override
  public void drain() {
    if (!inFlight.forwardWithin(budget.left(), this::forward)) {
      int partition = context.taskId().partition();
      lanes.letGo(work -> work.source().partition() == partition);
      inFlight.forwardUntil(0, this::forward);
    }
    keeper.beforeCommit();
  }

  @Override
  public void close() {
    slots.close();
    keeper.close();
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

  private void forward(Forwarding.Origin origin, List<Outcome> outcomes) {
    forwarding.forward(origin, outcomes);
    if (outcomes.stream().anyMatch(one -> one instanceof Outcome.WithEvent)) {
      freshness.released(1);
    } else {
      freshness.letGo();
    }
  }
}
