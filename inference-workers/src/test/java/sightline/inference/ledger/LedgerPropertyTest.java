package sightline.inference.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import sightline.events.FrameRejected.Reason;
import sightline.events.LedgerRow;
import sightline.events.LedgerRow.Loss;
import sightline.events.SkipReason;

class LedgerPropertyTest {

  private static final int STEPS = 300;
  private static final List<List<String>> SLOTS =
      List.of(List.of(), List.of("people"), List.of("people", "cars"));

  private SimulatedCamera camera;
  private SimulatedTask task;
  private List<String> slots;

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void shouldTellWhatBecameOfEveryFrame(
      @ForAll long seed, @ForAll boolean exactlyOnce, @ForAll boolean isLong) {
    var random = new Random(seed);
    start(random, exactlyOnce);

    for (int step = 0; step < STEPS; step++) {
      camera.pass(Duration.ofMillis(random.nextInt(isLong ? 40_000 : 200)));
      ingest(random);
      work(random);
      if (random.nextInt(20) == 0) {
        task.eat(random.nextInt(8));
      }
      if (random.nextInt(60) == 0) {
        camera.reopen();
      }
    }
    finish();

    for (String slot : slots) {
      assertThat(total(slot, LedgerRow::captured)).isEqualTo(camera.capturedInTruth);
      assertThat(total(slot, LedgerRow::published))
          .isEqualTo(camera.log.isEmpty() ? 0 : taken(slot) + lost(slot, Loss.RETENTION));
      assertThat(lost(slot, Loss.RETENTION) + lost(slot, Loss.PUBLISH))
          .isEqualTo(eatenFrames() + camera.failedInTruth);
      if (!isLong) { // else rows are let go before a failure is known
        assertThat(lost(slot, Loss.PUBLISH)).isEqualTo(camera.failedInTruth);
      }
      assertThat(skippedByIngest(slot)).isEqualTo(camera.skippedInTruth);
    }
    assertOutcomes();
    assertBalance();
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void shouldKnowWhatTheLastRecordBeforeACrashOfIngestSaid(
      @ForAll long seed, @ForAll boolean exactlyOnce) {
    var random = new Random(seed);
    start(random, exactlyOnce);

    for (int step = 0; step < STEPS; step++) {
      camera.pass(Duration.ofMillis(random.nextInt(2_000)));
      ingest(random);
      work(random);
      if (random.nextInt(15) == 0) {
        camera.saveStatus();
      }
      if (random.nextInt(50) == 0) {
        camera.crash();
      }
    }
    finish();

    long known = camera.knownOfEpoch.values().stream().mapToLong(Long::longValue).sum();
    for (String slot : slots) {
      assertThat(total(slot, LedgerRow::captured)).isBetween(known, camera.capturedInTruth);
    }
    assertOutcomes();
    assertBalance();
  }

  private void start(Random random, boolean exactlyOnce) {
    slots = SLOTS.get(random.nextInt(SLOTS.size()));
    camera = new SimulatedCamera(random);
    task = new SimulatedTask(camera, slots, random, exactlyOnce);
    slots = slots.isEmpty() ? List.of(Arrival.NO_SLOT) : slots;
    camera.capture();
    camera.send();
    camera.saveStatus();
    task.read();
    task.commit();
  }

  private void ingest(Random random) {
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> camera.capture();
      case 4, 5, 6 -> camera.send();
      case 7 -> camera.hearOfFailure();
      case 8 -> camera.heartbeat(false);
      case 9 -> camera.repeat();
      default -> {}
    }
  }

  private void work(Random random) {
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3, 4, 5 -> task.read();
      case 6, 7 -> task.emit();
      case 8, 9 -> {
        task.commit();
        assertBalance();
      }
      case 10 -> {
        if (random.nextInt(4) == 0) {
          task.die();
        }
      }
      default -> {}
    }
  }

  private void finish() {
    camera.sendOneForSure();
    camera.end();
    while (task.hasMore()) {
      task.read();
    }
    camera.pass(Duration.ofSeconds(3));
    task.commit();
  }

  private void assertBalance() {
    assertThat(task.rows()).allMatch(LedgerRow::balances);
    assertThat(task.metrics.unaccountedFrames()).isZero();
    assertThat(task.metrics.unbalancedRows()).isZero();
  }

  private void assertOutcomes() {
    for (String slot : slots) {
      assertThat(total(slot, LedgerRow::inferred)).isEqualTo(endings(Ending.INFERRED));
      assertThat(total(slot, LedgerRow::late)).isEqualTo(endings(Ending.LATE));
      assertThat(total(slot, LedgerRow::noSlot)).isEqualTo(endings(Ending.NO_SLOT));
      assertThat(total(slot, LedgerRow::inFlight)).isZero();
      assertThat(total(slot, LedgerRow::repeated)).isEqualTo(task.repeats.size());
      assertThat(total(slot, row -> row.rejected().getOrDefault(Reason.BAD_HEADERS, 0L)))
          .isEqualTo(task.damaged.size());
      assertThat(total(slot, row -> row.rejected().getOrDefault(Reason.UNREADABLE, 0L)))
          .isEqualTo(endings(new Ending.Rejected(Reason.UNREADABLE)));
      assertThat(total(slot, row -> row.skipped().getOrDefault(SkipReason.OVERLOADED, 0L)))
          .isEqualTo(endings(new Ending.Skipped(SkipReason.OVERLOADED)));
    }
  }

  private long taken(String slot) {
    return task.endings.size() + task.damaged.size();
  }

  /** Records of frames that retention ate, repetitions not counted. */
  private long eatenFrames() {
    return task.eaten.stream().filter(offset -> !isElsewhere(offset)).count();
  }

  /** Whether the record is no frame, or one that counts elsewhere. */
  private boolean isElsewhere(int offset) {
    return camera.log.get(offset) instanceof SimulatedCamera.Written.OfHeartbeat
        || task.damaged.contains(offset)
        || offset > 0 && camera.log.get(offset) == camera.log.get(offset - 1)
        || (camera.log.get(offset) instanceof SimulatedCamera.Written.OfFrame frame
            && task.endings.containsKey(frame.event().frame()));
  }

  private Map<SkipReason, Long> skippedByIngest(String slot) {
    Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
    for (LedgerRow row : task.rows()) {
      if (row.slot().equals(slot)) {
        row.skipped().forEach((reason, frames) -> skipped.merge(reason, frames, Long::sum));
      }
    }
    skipped.remove(SkipReason.OVERLOADED);
    return skipped;
  }

  private long lost(String slot, Loss loss) {
    return total(slot, row -> row.lost().getOrDefault(loss, 0L));
  }

  private long endings(Ending ending) {
    return task.endings.values().stream().filter(ending::equals).count();
  }

  private long total(String slot, ToLongFunction<LedgerRow> count) {
    return task.rows().stream().filter(row -> row.slot().equals(slot)).mapToLong(count).sum();
  }
}
