package sightline.deploy.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import sightline.deploy.analysis.FrameLedger.Outcome;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.ModelRef;
import sightline.events.Picture;
import sightline.events.QueuePolicy;
import sightline.events.SkipReason;
import sightline.events.geometry.FrameSize;

class FrameLedgerTest {

  private static final int MAX_WAITING = 100;
  private static final ModelRef MODEL = new ModelRef("blobs", "1", "sha256:0", "cpu");

  private final List<String> lines = new ArrayList<>();
  private final FrameLedger ledger = new FrameLedger(MAX_WAITING, MODEL, lines::add);

  @Test
  void shouldHoldAResultBackUntilTheEarlierOneIsThere() throws Exception {
    ledger.published(captured(0, counts(1, 1, Map.of())));
    ledger.published(captured(1, counts(2, 2, Map.of())));

    ledger.settled(frame(1), Outcome.INFERRED, "one");
    assertThat(lines).isEmpty();
    ledger.settled(frame(0), Outcome.REJECTED, "zero");

    assertThat(lines).containsExactly("zero", "one");
  }

  @Test
  void shouldWriteALineWithItsReasonForAFrameThatWasSkipped() throws Exception {
    ledger.published(captured(0, counts(1, 1, Map.of())));
    ledger.settled(frame(0), Outcome.INFERRED, "zero");

    ledger.published(captured(2, counts(3, 2, Map.of(SkipReason.OVERSIZE, 1L))));

    assertThat(lines).hasSize(2);
    assertThat(lines.get(1))
        .contains("\"sequence\":1")
        .contains("\"outcome\":\"skipped\"")
        .contains("\"reason\":\"OVERSIZE\"")
        .contains("\"detections\":[]");
  }

  @Test
  void shouldDescribeAFrameNobodySawByTheModelAndTheFrameBeforeIt() throws Exception {
    ledger.published(captured(1, counts(2, 1, Map.of(SkipReason.PACED, 1L))));
    ledger.settled(frame(1), Outcome.INFERRED, "one");
    ledger.published(captured(3, counts(4, 2, Map.of(SkipReason.PACED, 2L))));

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("\"capturedAt\":\"1970-01-01T00:00:01Z\"");
    assertThat(lines.get(2))
        .contains("\"capturedAt\":\"1970-01-01T00:00:01Z\"")
        .contains("\"frameSize\":{\"width\":640,\"height\":480}")
        .contains("\"model\":{\"name\":\"blobs\",\"version\":\"1\"")
        .doesNotContain("null");
  }

  @Test
  void shouldLeaveNothingOutWhenNoFrameIsKnown() throws Exception {
    ledger.ended(heartbeat(counts(1, 0, Map.of(SkipReason.PACED, 1L))));

    assertThat(lines.get(0))
        .contains("\"capturedAt\":\"1970-01-01T00:00:00Z\"")
        .contains("\"frameSize\":{\"width\":0,\"height\":0}")
        .doesNotContain("null");
  }

  @Test
  void shouldCallAGapThatNoCountExplainsLost() throws Exception {
    ledger.ended(heartbeat(counts(1, 1, Map.of())));

    assertThat(ledger.isComplete()).isTrue();
    assertThat(ledger.balance().lost()).isEqualTo(1);
    assertThat(ledger.balance().balances()).isFalse();
  }

  @Test
  void shouldCountASecondOutcomeOfAFrameAndNotBalance() throws Exception {
    ledger.published(captured(0, counts(1, 1, Map.of())));
    ledger.settled(frame(0), Outcome.INFERRED, "zero");
    ledger.ended(heartbeat(counts(1, 1, Map.of())));
    assertThat(ledger.balance().balances()).isTrue();

    ledger.settled(frame(0), Outcome.INFERRED, "again");

    assertThat(lines).containsExactly("zero");
    assertThat(ledger.balance().balances()).isFalse();
  }

  @Test
  void shouldGiveAFrameUpWhenTooManyWaitForIt() throws Exception {
    for (int sequence = 1; sequence <= MAX_WAITING + 1; sequence++) {
      ledger.settled(frame(sequence), Outcome.INFERRED, "line");
    }

    assertThat(ledger.balance().lost()).isEqualTo(1);
    assertThat(lines).hasSize(MAX_WAITING + 2);
  }

  @Test
  void shouldNotBeCompleteBeforeTheSourceHasEnded() throws Exception {
    ledger.published(captured(0, counts(1, 1, Map.of())));
    ledger.settled(frame(0), Outcome.INFERRED, "zero");

    assertThat(ledger.isComplete()).isFalse();
  }

  @Property(tries = 200)
  void shouldWriteEachFrameOnceAndInOrderHoweverTheNewsArrives(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int frames) throws Exception {
    var random = new Random(seed);
    var written = new ArrayList<String>();
    var account = new FrameLedger(MAX_WAITING, MODEL, written::add);
    List<Integer> published =
        IntStream.range(0, frames).filter(n -> random.nextInt(4) > 0).boxed().toList();

    play(account, published, frames, random);

    assertThat(account.isComplete()).isTrue();
    assertThat(account.balance())
        .isEqualTo(new Balance(frames, published.size(), frames - published.size(), 0, 0, 0, 0));
    assertThat(written).hasSize(frames);
    for (int n = 0; n < frames; n++) {
      assertThat(written.get(n)).contains("\"sequence\":" + n + "}");
    }
  }

  /** Frames and their end come in order, results in any, both interleaved at random. */
  private static void play(FrameLedger account, List<Integer> published, int frames, Random random)
      throws IOException {
    var results = new ArrayList<>(published);
    Collections.shuffle(results, random);
    int nextFrame = 0;
    boolean ended = false;
    while (!ended || !results.isEmpty()) {
      if (random.nextBoolean() && !results.isEmpty()) {
        int sequence = results.remove(0);
        account.settled(frame(sequence), Outcome.INFERRED, "{\"sequence\":%d}".formatted(sequence));
      } else if (nextFrame < published.size()) {
        int sequence = published.get(nextFrame++);
        account.published(captured(sequence, paced(sequence + 1, nextFrame)));
      } else if (!ended) {
        account.ended(heartbeat(paced(frames, published.size())));
        ended = true;
      }
    }
  }

  private static FrameCounts paced(long captured, long published) {
    long skipped = captured - published;
    return counts(captured, published, skipped == 0 ? Map.of() : Map.of(SkipReason.PACED, skipped));
  }

  private static FrameCounts counts(long captured, long published, Map<SkipReason, Long> skipped) {
    return new FrameCounts(captured, published, skipped);
  }

  private static CameraHeartbeat heartbeat(FrameCounts counts) {
    return new CameraHeartbeat("gate", 7, Instant.EPOCH, counts, true);
  }

  private static FrameCaptured captured(long sequence, FrameCounts counts) {
    return new FrameCaptured(
        frame(sequence),
        Instant.ofEpochSecond(sequence),
        new FrameSize(640, 480),
        Picture.ofJpeg(new byte[0]),
        counts,
        QueuePolicy.WAIT);
  }

  private static FrameId frame(long sequence) {
    return new FrameId("gate", 7, sequence);
  }
}
