package sightline.ingest.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import sightline.events.CameraHeartbeat;
import sightline.events.CameraStatus;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.SkipReason;
import sightline.ingest.pace.Pacing;
import sightline.ingest.source.picture.Encoded;

/** Whatever becomes of a reader, each frame it captured is counted once, over all epochs. */
class CameraCountsTest {

  private final RecordingSink sink = new RecordingSink();
  private final CameraSettings gate = TestCameras.settings("gate", "rtsp://cam/", Pacing.LOOP);

  @Test
  void shouldCountAFrameThatHangsInTheEncoderOfAReaderThatReturnsMuchLater() throws Exception {
    var release = new CountDownLatch(1);
    var returned = new CountDownLatch(1);
    var openings = new AtomicInteger();
    SourceOpener hanging =
        (opened, stop) ->
            openings.getAndIncrement() == 0
                ? new ScriptedSource(stop, () -> hang(release, returned))
                : new ScriptedSource(stop, () -> ScriptedSource.picture((byte) 1));
    try (var camera = TestCameras.start(gate, hanging, sink)) {
      sink.awaitMoreFrames(3);
      release.countDown();
      boolean back = returned.await(30, TimeUnit.SECONDS);
      sink.awaitMoreFrames(3);

      assertThat(back).isTrue();
      assertThat(camera.progress().status().counts().skipped())
          .containsExactly(Map.entry(SkipReason.UNREADABLE, 1L));
    }

    assertThatAllBalances();
    assertThat(sink.frames()).allMatch(frame -> frame.counts().captured() >= 2);
  }

  @Test
  void shouldCountAFrameForWhichThereWasNoMemory() throws Exception {
    var frames = new AtomicInteger();
    SourceOpener scarce =
        (opened, stop) ->
            new ScriptedSource(
                stop,
                () -> {
                  if (frames.getAndIncrement() == 0) {
                    throw new OutOfMemoryError("picture");
                  }
                  return ScriptedSource.picture((byte) 1);
                });
    try (var camera = TestCameras.start(gate, scarce, sink)) {
      sink.awaitMoreFrames(1);

      assertThat(sink.frames().get(0).counts())
          .isEqualTo(new FrameCounts(2, 1, Map.of(SkipReason.UNREADABLE, 1L)));
      camera.stop();
    }
    assertThatAllBalances();
  }

  @Test
  void shouldGoOnCountingFromTurnToTurn() throws Exception {
    var clip =
        TestCameras.settings("clip", "scene:junction?frames=3&fps=100&size=64x64", Pacing.LOOP);
    try (var camera = TestCameras.startPatient(clip, sink)) {
      sink.await(seen -> seen.heartbeats().size() >= 3);
      camera.stop();
    }

    assertThat(sink.heartbeats().subList(0, 3))
        .extracting(heartbeat -> heartbeat.counts().captured())
        .isSorted()
        .startsWith(3L)
        .allMatch(captured -> captured >= 3);
    assertThat(sink.heartbeats().get(2).counts().captured()).isGreaterThanOrEqualTo(9);
    assertThatAllBalances();
  }

  @Test
  void shouldGoOnFromTheCountsThatItHadAndSayTheLastOnesWhenItStops() throws Exception {
    var had = new FrameCounts(1000, 990, Map.of(SkipReason.BEHIND, 10L));
    SourceOpener steady =
        (opened, stop) -> new ScriptedSource(stop, () -> ScriptedSource.picture((byte) 1));
    var parts = TestCameras.parts(gate, TestCameras.PATIENT, steady, sink, had);
    try (var camera = Camera.start(parts)) {
      sink.awaitMoreFrames(2);
      camera.stop();
    }

    FrameCounts first = sink.frames().get(0).counts();
    List<CameraStatus> statuses = sink.statuses();
    FrameCounts last = statuses.get(statuses.size() - 1).counts();
    assertThat(first.captured()).isEqualTo(1001);
    assertThat(first.published()).isEqualTo(991);
    assertThat(last.published()).isEqualTo(990 + sink.frames().size());
    assertThat(last.captured()).isEqualTo(last.published() + last.skippedInAll());
    assertThatAllBalances();
  }

  private void assertThatAllBalances() {
    assertThat(sink.frames())
        .extracting(FrameCaptured::counts)
        .allMatch(CameraCountsTest::balances);
    assertThat(sink.heartbeats())
        .extracting(CameraHeartbeat::counts)
        .allMatch(CameraCountsTest::balances);
  }

  private static boolean balances(FrameCounts counts) {
    return counts.captured() == counts.published() + counts.skippedInAll();
  }

  private static Encoded hang(CountDownLatch release, CountDownLatch returned) {
    boolean interrupted = true;
    while (interrupted) { // as deaf as native code
      try {
        release.await();
        interrupted = false;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    returned.countDown();
    return ScriptedSource.picture((byte) 9);
  }
}
