package sightline.inference.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.Test;
import sightline.events.LedgerRow;
import sightline.events.codec.CanonicalJson;
import sightline.inference.ledger.Arrival;
import sightline.inference.ledger.Ledger;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.stage.pending.PendingStore;

class LedgerKeeperTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON.plusSeconds(5), ZoneOffset.UTC);

  @Test
  void shouldWriteRowsAndStatesBeforeItCommits() throws Exception {
    List<KeyValue<String, byte[]>> rows;
    byte[] state;
    try (TopologyTestDriver driver = driver()) {
      pipe(driver, "yard");
      pipe(driver, "gate");

      rows = rows(driver);
      state = driver.<String, byte[]>getKeyValueStore(LedgerKeeper.STORE).get("gate");
    }

    assertThat(rows).extracting(row -> row.key).containsExactly("yard", "gate");
    LedgerRow row = CanonicalJson.read(rows.get(1).value, LedgerRow.class);
    assertThat(row.minute()).isEqualTo(NOON);
    assertThat(row.captured()).isEqualTo(1);
    assertThat(state).isNotEmpty();
  }

  @Test
  void shouldGoOnWhereTheStoreOfTheTaskLeftOff() throws Exception {
    byte[] state;
    try (TopologyTestDriver before = driver()) {
      pipe(before, "gate");
      state = before.<String, byte[]>getKeyValueStore(LedgerKeeper.STORE).get("gate");
    }

    var ledger = new Ledger(4, Duration.ZERO, CLOCK, new InferenceMetrics());
    ledger.restore("gate", state);
    ledger.malformed(new Arrival("gate", List.of("people"), NOON, 1));

    assertThat(ledger.rowsToEmit()).extracting(LedgerRow::captured).containsExactly(2L);
  }

  @Test
  void shouldRestoreEveryCameraOfTheStoreWhenItsTaskBegins() {
    Map<String, byte[]> states;
    var ledger = new Ledger(4, Duration.ZERO, CLOCK, new InferenceMetrics());
    ledger.malformed(new Arrival("gate", List.of("people"), NOON, 1));
    states = ledger.dirtyStates();

    try (TopologyTestDriver driver = driver(states)) {
      pipe(driver, "yard");

      assertThat(rows(driver)).extracting(row -> row.key).containsExactly("gate", "yard");
    }
  }

  private static void pipe(TopologyTestDriver driver, String camera) {
    driver
        .createInputTopic("frames", new StringSerializer(), new ByteArraySerializer())
        .pipeInput(camera, new byte[0], NOON);
  }

  private static List<KeyValue<String, byte[]>> rows(TopologyTestDriver driver) {
    return driver
        .createOutputTopic("ledger", new StringDeserializer(), new ByteArrayDeserializer())
        .readKeyValuesToList();
  }

  private static TopologyTestDriver driver() {
    return driver(Map.of());
  }

  private static TopologyTestDriver driver(Map<String, byte[]> states) {
    var builder = new StreamsBuilder();
    builder.stream("frames", Consumed.with(Serdes.String(), Serdes.ByteArray()))
        .processValues(supplier(states))
        .mapValues(row -> CanonicalJson.write(row))
        .to("ledger", Produced.with(Serdes.String(), Serdes.ByteArray()));
    var config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    return new TopologyTestDriver(builder.build(), config, NOON);
  }

  private static FixedKeyProcessorSupplier<String, byte[], LedgerRow> supplier(
      Map<String, byte[]> states) {
    return new FixedKeyProcessorSupplier<>() {
      @Override
      public FixedKeyProcessor<String, byte[], LedgerRow> get() {
        return new Accountant(states);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(PendingStore.builder("pending"), LedgerKeeper.store());
      }
    };
  }

  /** Books every record as malformed, and has nothing in flight. */
  private static final class Accountant
      implements FixedKeyProcessor<String, byte[], LedgerRow>, PendingStore.Drain {

    private final Map<String, byte[]> states;
    private LedgerKeeper<LedgerRow> keeper;
    private InternalProcessorContext<String, LedgerRow> context;

    private Accountant(Map<String, byte[]> states) {
      this.states = states;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void init(FixedKeyProcessorContext<String, LedgerRow> given) {
      context = (InternalProcessorContext<String, LedgerRow>) given;
      KeyValueStore<String, byte[]> store = given.getStateStore(LedgerKeeper.STORE);
      if (!states.isEmpty()) {
        context.setRecordContext(
            new ProcessorRecordContext(0, 0, 0, "frames", new RecordHeaders()));
      }
      states.forEach(store::put);
      var ledger = new Ledger(4, Duration.ZERO, CLOCK, new InferenceMetrics());
      keeper = LedgerKeeper.init(context, ledger, row -> row, CLOCK);
      PendingStore pending = given.getStateStore("pending");
      pending.attach(this);
    }

    @Override
    public void process(FixedKeyRecord<String, byte[]> record) {
      long offset = context.recordMetadata().orElseThrow().offset();
      keeper
          .ledger()
          .malformed(
              new Arrival(
                  record.key(),
                  List.of("people"),
                  Instant.ofEpochMilli(record.timestamp()),
                  offset));
    }

    @Override
    public void drain() {
      keeper.beforeCommit();
    }

    @Override
    public void forget() {}

    @Override
    public int pending() {
      return 0;
    }

    @Override
    public void close() {
      keeper.close();
    }
  }
}
