package sightline.registry.swap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.registry.log.Batch;
import sightline.registry.log.Clients;
import sightline.registry.log.Journal;
import sightline.registry.log.LogSettings;
import sightline.registry.log.LogSink;
import sightline.registry.log.NotWritten;
import sightline.registry.log.WorkerGroup;
import sightline.registry.shelf.Keys;
import sightline.registry.shelf.Knowledge;
import sightline.registry.shelf.ShelfBook;
import sightline.registry.shelf.WriterRecord;

/**
 * Turns the wheel: reads, leads when it may, looks at everything that waits.
 *
 * <p>Threading: any thread; changes are made on {@code registry-core}, which alone calls catalog,
 * promoter and hold watch.
 *
 * <p>Ownership: closes its connections.
 */
final class Engine implements LogSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final String instance = UUID.randomUUID().toString().substring(0, 8);
  private final CoreSettings settings;
  private final Promoter.Timed timed;
  private final ShelfBook book;
  private final Shift shift;
  private final Journal journal;
  private final WorkerGroup group;
  private final Catalog catalog;
  private final CameraDesk cameras;
  private final Promoter promoter;
  private final HoldWatch holdWatch;
  private final AtomicBoolean lookSoon = new AtomicBoolean();
  private volatile Knowledge known = Knowledge.NOTHING;
  private volatile List<String> clientIds = List.of();
  private volatile String groupUnknown = "the members of the group are not known yet";
  private boolean claimed;

  Engine(CoreSettings settings, Promoter.Timed timed, Clients clients) {
    this.settings = settings;
    this.timed = timed;
    CoreSettings.Limits limits = settings.limits();
    var log =
        new LogSettings(
            settings.bootstrapServers(),
            instance,
            settings.answerWithin(),
            settings.transactionTimeout(),
            settings.sessionTimeout());
    this.book =
        new ShelfBook(limits.maxWorkers(), limits.maxAudit(), timed.clock(), timed.metrics());
    this.shift = new Shift(limits.maxWaiting(), timed.metrics());
    this.journal = new Journal(clients, log, timed.metrics(), this, () -> shift.soon(this::look));
    this.group = new WorkerGroup(clients, log, settings.applicationId());
    var scribe = new SlotScribe(journal, limits.historyKept());
    this.catalog = new Catalog(limits, this::known, journal, timed);
    this.cameras = new CameraDesk(limits.maxCameras(), this::known, journal, timed);
    this.promoter = new Promoter(settings, this::known, this::ask, scribe, timed);
    this.holdWatch = new HoldWatch(settings.holdWithin(), this::known, scribe, timed);
  }

  void start() {
    journal.start();
    shift.every(settings.pollEvery(), this::turn);
  }

  Knowledge known() {
    return known;
  }

  /** Everybody who works or said something, as it was seen last. */
  List<CrewMember> crew() {
    return CrewMember.of(clientIds, known.heard());
  }

  Catalog catalog() {
    return catalog;
  }

  CameraDesk cameras() {
    return cameras;
  }

  Promoter promoter() {
    return promoter;
  }

  boolean writes() {
    return journal.writes();
  }

  boolean knowsTheLog() {
    return journal.isRead();
  }

  String whyNotReady() {
    String behind = journal.whyBehind();
    return behind.isEmpty() ? groupUnknown : behind;
  }

  /** Does a change when this registry is the one that writes. */
  <T> CompletableFuture<T> write(Shift.Work<T> work) {
    return shift.ask(
        () -> {
          if (!leads()) {
            throw NotWritten.perhaps(notWriter());
          }
          return work.run();
        });
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> entry) {
    String key = entry.key() == null ? "" : new String(entry.key(), UTF_8);
    book.take(entry.topic(), key, entry.value() == null ? List.of() : List.of(entry.value()));
  }

  @Override
  public void pause() {
    known = book.publish();
    if (journal.writes() && lookSoon.compareAndSet(false, true)) {
      shift.soon(this::look);
    }
  }

  @Override
  public void close() {
    shift.close();
    journal.close();
    group.close();
  }

  private void turn() {
    try {
      timed.metrics().workers((int) ask().stream().filter(CrewMember::lives).count());
    } catch (WorkerGroup.Unknown e) {
      timed.metrics().failed("members");
      LOG.debug("{}", e.getMessage());
    }
    look();
  }

  /** Ends what can be ended; what cannot be written now is looked at again later. */
  void look() {
    lookSoon.set(false);
    try {
      if (!leads()) {
        holdWatch.forget();
        return;
      }
      promoter.look(crew());
      if (groupUnknown.isEmpty()) {
        holdWatch.look(crew());
      }
    } catch (NotWritten e) {
      LOG.warn("what waits is looked at again later: {}", e.getMessage());
    } catch (RuntimeException e) {
      timed.metrics().failed("core");
      LOG.error("a look at the slots failed", e);
    }
  }

  private List<CrewMember> ask() throws WorkerGroup.Unknown {
    try {
      clientIds = group.clientIds();
      groupUnknown = "";
      return crew();
    } catch (WorkerGroup.Unknown e) {
      groupUnknown = e.getMessage();
      throw e;
    }
  }

  /** Whether this registry writes, and says so in the log. */
  private boolean leads() throws NotWritten {
    if (!journal.lead()) {
      claimed = false;
      return false;
    }
    if (known.writer().instance().equals(instance)) {
      claimed = true;
      return true;
    }
    if (claimed) { // somebody else has claimed it since: the broker must confirm the seat
      claimed = false;
      journal.stepDown();
      return false;
    }
    var writer = new WriterRecord(settings.advertisedUrl(), instance, timed.clock().instant());
    journal.commit(Batch.of(List.of(LogRecords.fact(Keys.WRITER, writer))));
    claimed = true;
    return true;
  }

  private String notWriter() {
    String url = known.writer().url();
    return url.isEmpty() || known.writer().instance().equals(instance)
        ? "this registry cannot write now: " + settings.bootstrapServers() + " does not let it"
        : "this registry only reads, the one at %s writes".formatted(url);
  }
}
