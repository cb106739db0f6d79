package sightline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.Picture;
import sightline.events.QueuePolicy;
import sightline.events.QueuePolicy.WhenBehind;
import sightline.events.SkipReason;
import sightline.events.geometry.FrameSize;
import sightline.ingest.camera.RecordingSink;
import sightline.ingest.source.picture.Encoded;

class OutboxTest {

  private static final int PICTURE_BYTES = 100;

  private final RecordingSink sink = new RecordingSink();
  private final Lead lead = new Lead(3, Long.MAX_VALUE);
  private final List<SkipReason> skipped = new CopyOnWriteArrayList<>();
  private final CameraLedger camera = new CameraLedger("gate", FrameCounts.NONE, skipped::add);
  private final EpochLedger ledger = camera.startEpoch(1);
  private final AtomicInteger unsaid = new AtomicInteger();
  private Outbox outbox;

  @AfterEach
  void closeOutbox() {
    sink.acknowledgeAll();
    outbox.close();
  }

  @Test
  void shouldSendFramesInOrderWithTheirCounts() throws Exception {
    outbox = outbox(WhenBehind.DROP_OLDEST, 10 * PICTURE_BYTES);
    capture();
    ledger.capture();
    ledger.skip(SkipReason.PACED);
    capture();
    sink.await(seen -> seen.frames().size() == 2);

    FrameCaptured last = sink.frames().get(1);
    assertThat(last.frame().sequence()).isEqualTo(2);
    assertThat(last.counts().captured()).isEqualTo(3);
    assertThat(last.counts().published()).isEqualTo(2);
    assertThat(last.counts().skipped()).containsEntry(SkipReason.PACED, 1L);
  }

  @Test
  void shouldDropTheOldestFrameOfALiveCameraWhenTheBrokerIsBehind() throws Exception {
    outbox = outbox(WhenBehind.DROP_OLDEST, PICTURE_BYTES);
    sink.withhold();
    capture();
    sink.await(seen -> seen.frames().size() == 1);
    for (int i = 0; i < 6; i++) {
      capture();
    }

    sink.acknowledgeAll();
    outbox.end(ledger).get(30, TimeUnit.SECONDS);

    FrameCounts counts = sink.heartbeats().get(0).counts();
    assertThat(counts.captured()).isEqualTo(7);
    assertThat(counts.skipped().get(SkipReason.BEHIND)).isBetween(2L, 4L);
    assertThat(counts.published() + counts.skippedInAll()).isEqualTo(7);
    assertThat(sink.frames().get(sink.frames().size() - 1).frame().sequence()).isEqualTo(6);
    assertThat(sink.frames()).allMatch(frame -> balances(frame.counts()));
  }

  @Test
  void shouldRefuseTheNewestFrameWhenThePolicySaysSo() throws Exception {
    outbox = outbox(WhenBehind.ADAPTIVE_DROP_LATEST, PICTURE_BYTES);
    sink.withhold();
    capture();
    sink.await(seen -> seen.frames().size() == 1);
    for (int i = 0; i < 6; i++) {
      capture();
    }

    sink.acknowledgeAll();
    outbox.end(ledger).get(30, TimeUnit.SECONDS);

    assertThat(sink.frames())
        .extracting(frame -> frame.frame().sequence())
        .containsExactly(0L, 1L, 2L, 3L);
    assertThat(sink.frames()).allMatch(frame -> frame.counts().skippedInAll() == 0);
    assertThat(sink.heartbeats().get(0).counts())
        .isEqualTo(new FrameCounts(7, 4, Map.of(SkipReason.BEHIND, 3L)));
    assertThat(skipped).hasSize(3);
  }

  @Test
  void shouldCountAFailureOfAnOldEpochInTheFramesOfTheNext() throws Exception {
    outbox = outbox(WhenBehind.DROP_OLDEST, 10 * PICTURE_BYTES);
    sink.withhold();
    capture();
    capture();
    sink.await(seen -> seen.frames().size() == 2);
    ledger.close();
    EpochLedger next = camera.startEpoch(2);
    sink.failOldest();
    capture(next);
    sink.await(seen -> seen.frames().size() == 3);

    FrameCaptured first = sink.frames().get(2);
    assertThat(first.frame().sequence()).isZero();
    assertThat(first.counts())
        .isEqualTo(new FrameCounts(3, 2, Map.of(SkipReason.PUBLISH_FAILED, 1L)));
  }

  @Test
  void shouldNotLetAHeartbeatSpeakOfFramesThatStillWait() throws Exception {
    outbox = outbox(WhenBehind.DROP_OLDEST, 10 * PICTURE_BYTES);
    sink.withhold();
    capture();
    sink.await(seen -> seen.frames().size() == 1);
    CompletableFuture<Void> ended = outbox.end(ledger);
    ledger.close();
    EpochLedger next = camera.startEpoch(2);
    for (int i = 0; i < 5; i++) {
      capture(next);
    }

    sink.acknowledgeAll();
    ended.get(30, TimeUnit.SECONDS);
    outbox.end(next).get(30, TimeUnit.SECONDS);

    assertThat(sink.heartbeats()).allMatch(heartbeat -> balances(heartbeat.counts()));
    assertThat(sink.frames()).allMatch(frame -> balances(frame.counts()));
    assertThat(camera.counts()).isEqualTo(new FrameCounts(6, 4, Map.of(SkipReason.BEHIND, 2L)));
  }

  @Test
  void shouldGoOnWithTheCountsThatTheCameraHad() throws Exception {
    var had = new FrameCounts(100, 90, Map.of(SkipReason.PACED, 8L)); // two were on their way
    EpochLedger resumed = new CameraLedger("gate", had, skipped::add).startEpoch(7);
    outbox = outbox(WhenBehind.DROP_OLDEST, 10 * PICTURE_BYTES);

    capture(resumed);
    sink.await(seen -> seen.frames().size() == 1);

    assertThat(sink.frames().get(0).counts())
        .isEqualTo(new FrameCounts(99, 91, Map.of(SkipReason.PACED, 8L)));
  }

  @Test
  void shouldNotTakeAFrameWhoseReaderWasAbandoned() throws Exception {
    outbox = outbox(WhenBehind.WAIT, 10 * PICTURE_BYTES);
    long sequence = ledger.capture().orElseThrow();
    ledger.close();
    var picture = Picture.ofJpeg(new byte[PICTURE_BYTES]);

    outbox.put(ledger, sequence, Instant.EPOCH, new Encoded.Ready(picture, new FrameSize(2, 2)));
    outbox.end(ledger).get(30, TimeUnit.SECONDS);

    assertThat(sink.frames()).isEmpty();
    assertThat(sink.heartbeats().get(0).counts())
        .isEqualTo(new FrameCounts(1, 0, Map.of(SkipReason.UNREADABLE, 1L)));
    assertThat(ledger.capture()).isEmpty();
  }

  @Test
  void shouldKeepOneHeartbeatOfACameraThatIsTriedForDaysWhileTheBrokerIsAway() throws Exception {
    outbox = outbox(WhenBehind.DROP_OLDEST, PICTURE_BYTES);
    sink.withhold();
    capture();
    sink.await(seen -> seen.frames().size() == 1);
    var endOfFrames = outbox.end(ledger);
    CompletableFuture<Void> newest = endOfFrames;
    for (int epoch = 2; epoch <= 1000; epoch++) {
      var failed = camera.startEpoch(epoch);
      outbox.heartbeat(failed);
      newest = outbox.end(failed);
    }

    sink.acknowledgeAll();
    CompletableFuture.allOf(endOfFrames, newest).get(30, TimeUnit.SECONDS);

    assertThat(sink.heartbeats())
        .extracting(heartbeat -> heartbeat.epoch())
        .containsExactly(1L, 1000L);
  }

  @Test
  void shouldForgetTheOldestEndsWhenTooManyLoopsEndWhileTheBrokerIsAway() throws Exception {
    outbox = outbox(WhenBehind.DROP_OLDEST, PICTURE_BYTES);
    sink.withhold();
    capture();
    sink.await(seen -> seen.frames().size() == 1);
    var newest = outbox.end(ledger);
    for (int epoch = 2; epoch <= 1000; epoch++) {
      var turn = camera.startEpoch(epoch);
      turn.capture();
      turn.skip(SkipReason.PACED);
      newest = outbox.end(turn);
    }

    sink.acknowledgeAll();
    newest.get(30, TimeUnit.SECONDS);

    assertThat(sink.heartbeats()).hasSizeBetween(64, 65);
    assertThat(unsaid.get()).isEqualTo(1000 - sink.heartbeats().size());
  }

  @Test
  void shouldGoOnAfterARecordThatCannotBeSent() throws Exception {
    outbox = outbox(WhenBehind.DROP_OLDEST, PICTURE_BYTES);
    sink.refuseNext();
    capture();
    capture();
    outbox.end(ledger).get(30, TimeUnit.SECONDS);

    assertThat(sink.frames()).hasSize(1);
    FrameCounts counts = sink.heartbeats().get(0).counts();
    assertThat(counts.published()).isEqualTo(1);
    assertThat(counts.skipped()).containsEntry(SkipReason.PUBLISH_FAILED, 1L);
  }

  @Test
  void shouldHoldUpACameraThatWaitsAtTheLeadOverTheWorkers() throws Exception {
    outbox = outbox(WhenBehind.WAIT, 10 * PICTURE_BYTES);
    CompletableFuture<Void> all = captureInBackground(8);
    sink.await(seen -> seen.frames().size() == 3);
    boolean heldUp = !all.isDone();

    lead.committed(0, 100);
    all.get(30, TimeUnit.SECONDS);
    outbox.end(ledger).get(30, TimeUnit.SECONDS);

    assertThat(heldUp).isTrue();
    assertThat(sink.frames()).hasSize(8);
    assertThat(camera.counts().skippedInAll()).isZero();
  }

  @Test
  void shouldSayTheEndOnlyAfterEveryFrameIsAcknowledged() throws Exception {
    outbox = outbox(WhenBehind.DROP_OLDEST, 10 * PICTURE_BYTES);
    sink.withhold();
    capture();
    sink.await(seen -> seen.frames().size() == 1);

    CompletableFuture<Void> ended = outbox.end(ledger);
    boolean early = ended.isDone() || !sink.heartbeats().isEmpty();
    sink.acknowledgeAll();
    ended.get(30, TimeUnit.SECONDS);

    assertThat(early).isFalse();
    assertThat(sink.heartbeats()).singleElement().matches(heartbeat -> heartbeat.ended());
  }

  @Test
  void shouldFreeAnyoneItHoldsUpWhenItDiscards() throws Exception {
    outbox = outbox(WhenBehind.WAIT, 10 * PICTURE_BYTES);
    CompletableFuture<Void> all = captureInBackground(20);
    sink.await(seen -> seen.frames().size() == 3);

    outbox.discard();
    all.get(30, TimeUnit.SECONDS);
    outbox.end(ledger).get(30, TimeUnit.SECONDS);

    FrameCounts counts = sink.heartbeats().get(0).counts();
    assertThat(counts.captured()).isEqualTo(20);
    assertThat(counts.published() + counts.skippedInAll()).isEqualTo(20);
  }

  private Outbox outbox(WhenBehind whenBehind, long unacknowledgedBytes) {
    var policy = new QueuePolicy(whenBehind, Duration.ZERO, QueuePolicy.USUAL_PRIORITY, 0);
    var settings = new OutboxSettings("gate", 0, policy, 3, unacknowledgedBytes);
    return new Outbox(
        settings,
        sink,
        lead,
        new Outbox.Listener() {
          @Override
          public void published(int bytes) {}

          @Override
          public void endUnsaid() {
            unsaid.incrementAndGet();
          }
        });
  }

  private CompletableFuture<Void> captureInBackground(int frames) {
    var done = new CompletableFuture<Void>();
    var thread =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < frames; i++) {
                  capture();
                }
                done.complete(null);
              } catch (InterruptedException e) {
                done.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  private void capture() throws InterruptedException {
    capture(ledger);
  }

  private void capture(EpochLedger epoch) throws InterruptedException {
    long sequence = epoch.capture().orElseThrow();
    var picture = Picture.ofJpeg(new byte[PICTURE_BYTES]);
    outbox.put(epoch, sequence, Instant.EPOCH, new Encoded.Ready(picture, new FrameSize(2, 2)));
  }

  private static boolean balances(FrameCounts counts) {
    return counts.captured() == counts.published() + counts.skippedInAll();
  }
}
