package sightline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import sightline.events.FrameCounts;
import sightline.events.Picture;
import sightline.events.QueuePolicy.WhenBehind;
import sightline.events.SkipReason;
import sightline.events.geometry.FrameSize;
import sightline.ingest.publish.Outgoing.Heartbeat;
import sightline.ingest.publish.Outgoing.QueuedFrame;
import sightline.ingest.source.picture.Encoded;

/** Whatever happens in whatever order, what leaves says the truth of the frames before it. */
class FrameQueueTest {

  private static final FrameCounts HAD = new FrameCounts(12, 7, Map.of(SkipReason.PACED, 5L));
  private static final Encoded.Ready PICTURE =
      new Encoded.Ready(Picture.ofJpeg(new byte[] {1}), new FrameSize(1, 1));

  /** What can happen to a camera. */
  private enum Event {
    CAPTURE,
    PACE,
    PUT,
    LEAVE,
    ACKNOWLEDGE,
    FAIL,
    HEARTBEAT,
    END_EPOCH,
    ABANDON_READER,
    DROP_ALL
  }

  @Property(tries = 2000)
  void shouldBalanceInEverythingThatLeaves(
      @ForAll @Size(max = 200) List<Event> events,
      @ForAll @IntRange(min = 1, max = 4) int maxFrames,
      @ForAll WhenBehind whenBehind) {
    var site = new Site(maxFrames, whenBehind);

    events.forEach(site::happen);
    site.settle();

    assertThat(site.said).allMatch(FrameQueueTest::balances, "captured = published + skipped");
    assertThat(site.said).extracting(FrameCounts::captured).isSorted();
    assertThat(site.camera.counts()).isEqualTo(site.truth());
    assertThat(balances(site.camera.counts())).isTrue();
    assertThat(site.listened).isEqualTo(site.skippedHere());
  }

  private static boolean balances(FrameCounts counts) {
    return counts.captured() == counts.published() + counts.skippedInAll();
  }

  /** A camera and its queue, and beside them plain counts of what really happened. */
  private static final class Site {

    private final Map<SkipReason, Long> listened = new EnumMap<>(SkipReason.class);
    private final CameraLedger camera =
        new CameraLedger("gate", HAD, reason -> listened.merge(reason, 1L, Long::sum));
    private final FrameQueue queue;
    private final WhenBehind whenBehind;
    private final List<FrameCounts> said = new ArrayList<>();
    private final Deque<QueuedFrame> onTheWay = new ArrayDeque<>();
    private long epoch = 1;
    private EpochLedger ledger = camera.startEpoch(epoch);
    private long inHand = -1;
    private long captured;
    private long arrived;
    private long failed;

    Site(int maxFrames, WhenBehind whenBehind) {
      this.queue = new FrameQueue(maxFrames, whenBehind);
      this.whenBehind = whenBehind;
    }

    void happen(Event event) {
      switch (event) {
        case CAPTURE -> capture();
        case PACE -> {
          ledger.skip(SkipReason.PACED);
          inHand = -1;
        }
        case PUT -> put();
        case LEAVE -> leave();
        case ACKNOWLEDGE -> arrived += onTheWay.poll() == null ? 0 : 1;
        case FAIL -> fail();
        case HEARTBEAT -> queue.add(new Heartbeat(ledger, false, new CompletableFuture<>()));
        case END_EPOCH -> startEpoch(false);
        case ABANDON_READER -> startEpoch(true);
        case DROP_ALL -> queue.dropFrames();
      }
    }

    private void capture() {
      OptionalLong sequence = ledger.capture();
      inHand = sequence.orElseThrow();
      captured++;
    }

    private void put() {
      boolean blocked = whenBehind == WhenBehind.WAIT && queue.isFull();
      if (inHand >= 0 && !blocked) {
        queue.put(ledger, inHand, Instant.EPOCH, PICTURE);
        inHand = -1;
      }
    }

    private void leave() {
      Outgoing item = queue.poll();
      if (item instanceof QueuedFrame frame) {
        said.add(camera.publish(frame.atCapture()));
        onTheWay.add(frame);
      } else if (item instanceof Heartbeat) {
        said.add(queue.counts(camera));
      }
    }

    private void fail() {
      if (onTheWay.poll() != null) {
        failed++;
        camera.retract(SkipReason.PUBLISH_FAILED);
      }
    }

    private void startEpoch(boolean readerReturnsLater) {
      EpochLedger old = ledger;
      long late = inHand;
      old.close();
      queue.add(new Heartbeat(old, true, new CompletableFuture<>()));
      ledger = camera.startEpoch(++epoch);
      inHand = -1;
      if (readerReturnsLater && late >= 0) {
        queue.put(old, late, Instant.EPOCH, PICTURE);
        old.skip(SkipReason.OVERSIZE);
        assertThat(old.capture()).isEmpty();
      }
    }

    void settle() {
      ledger.close();
      while (!queue.isEmpty()) {
        leave();
      }
      arrived += onTheWay.size();
      onTheWay.clear();
    }

    /** From nothing but what happened: all that did not arrive was skipped. */
    FrameCounts truth() {
      Map<SkipReason, Long> skipped = new EnumMap<>(listened);
      HAD.skipped().forEach((reason, count) -> skipped.merge(reason, count, Long::sum));
      assertThat(listened.getOrDefault(SkipReason.PUBLISH_FAILED, 0L)).isEqualTo(failed);
      return new FrameCounts(HAD.captured() + captured, HAD.published() + arrived, skipped);
    }

    Map<SkipReason, Long> skippedHere() {
      Map<SkipReason, Long> here = new EnumMap<>(SkipReason.class);
      camera
          .counts()
          .skipped()
          .forEach(
              (reason, count) -> {
                long less = count - HAD.skipped().getOrDefault(reason, 0L);
                if (less > 0) {
                  here.put(reason, less);
                }
              });
      return here;
    }
  }
}
