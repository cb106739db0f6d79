package sightline.ingest.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import sightline.events.CameraHeartbeat;
import sightline.events.CameraStatus;
import sightline.events.CameraStatus.State;
import sightline.events.FrameCaptured;
import sightline.events.Picture;
import sightline.events.QueuePolicy;
import sightline.events.QueuePolicy.WhenBehind;
import sightline.events.SkipReason;
import sightline.events.geometry.FrameSize;
import sightline.ingest.pace.Pacing;
import sightline.ingest.publish.FrameSink;
import sightline.ingest.source.Frame;
import sightline.ingest.source.FrameSource;
import sightline.ingest.source.SourceLost;
import sightline.ingest.source.StopSignal;
import sightline.ingest.source.picture.Encoded;
import sightline.ingest.source.picture.PictureRules;

/** What a camera can do to us, with sources that do it on purpose. */
class CameraTest {

  private final RecordingSink sink = new RecordingSink();

  @Test
  void shouldPublishEveryFrameOfFootageThenEnd() throws Exception {
    var settings = TestCameras.settings("clip", "scene:junction?frames=12&size=64x64", Pacing.FAST);
    try (var camera = TestCameras.startPatient(settings, sink)) {
      camera.ended().get(30, TimeUnit.SECONDS);

      assertThat(sink.frames()).extracting(frame -> frame.frame().sequence()).hasSize(12);
      assertThat(sink.heartbeats()).singleElement().matches(heartbeat -> heartbeat.ended());
      assertThat(camera.progress().status().state()).isEqualTo(State.ENDED);
      assertThat(camera.progress().expectedFrames()).isEqualTo(12);
    }
  }

  @Test
  void shouldLoopFootageInEpochsThatGrow() throws Exception {
    var settings =
        TestCameras.settings("clip", "scene:junction?frames=3&fps=100&size=64x64", Pacing.LOOP);
    try (var camera = TestCameras.startPatient(settings, sink)) {
      sink.await(seen -> seen.heartbeats().size() >= 3);

      var epochs = sink.heartbeats().stream().map(heartbeat -> heartbeat.epoch()).toList();
      assertThat(epochs).isSorted().doesNotHaveDuplicates();
      assertThat(sink.states()).containsOnly(State.CONNECTING, State.LIVE);
      assertThat(camera.progress().status().epoch()).isGreaterThanOrEqualTo(epochs.get(2));
    }
  }

  @Test
  void shouldObeyAChangeWithTheNextFrameOfTheSameEpoch() throws Exception {
    var settings =
        TestCameras.settings("gate", "scene:junction?fps=50&size=64x64", Pacing.ORIGINAL);
    try (var camera = TestCameras.startPatient(settings, sink)) {
      sink.awaitMoreFrames(3);
      var policy = new QueuePolicy(WhenBehind.DROP_LATEST, Duration.ofSeconds(1), 1, 0);

      camera.change(settings.withFrames(0, 32, 50).withPolicy(policy), "deadline is odd");
      sink.await(
          seen -> seen.frames().stream().anyMatch(f -> f.size().equals(new FrameSize(32, 32))));
      sink.await(
          seen -> seen.statuses().stream().anyMatch(s -> s.detail().equals("deadline is odd")));

      FrameCaptured last = sink.frames().get(sink.frames().size() - 1);
      assertThat(last.policy()).isEqualTo(policy);
      assertThat(last.frame().epoch()).isEqualTo(sink.frames().get(0).frame().epoch());
    }
  }

  @Test
  void shouldFailWhenFootageThatEndsCannotBeRead() throws Exception {
    var settings = TestCameras.settings("clip", "missing.mp4", Pacing.FAST);
    try (var camera = TestCameras.startPatient(settings, sink)) {
      assertThatThrownBy(() -> camera.ended().get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SourceLost.class)
          .hasMessageContaining("missing.mp4");
      assertThat(camera.progress().status().state()).isEqualTo(State.OFFLINE);
    }
  }

  @Test
  void shouldAbandonAReadThatHangsForEverAndNotOpenMoreThanItMay() throws Exception {
    var release = new CountDownLatch(1);
    var openings = new AtomicInteger();
    SourceOpener hanging =
        (opened, stop) -> {
          openings.incrementAndGet();
          return source(() -> await(release));
        };
    try (var camera = TestCameras.start(live("gate"), hanging, sink)) {
      sink.await(
          seen -> seen.statuses().stream().anyMatch(s -> s.detail().contains("hang in native")));
      int whileHanging = openings.get();
      release.countDown();
      sink.awaitState(State.LIVE);

      assertThat(whileHanging).isEqualTo(2);
      assertThat(camera.progress().status().epoch()).isPositive();
    }
  }

  @Test
  void shouldNotCallACameraLiveThatIsStaleWhenItsReadEnds() throws Exception {
    var picture = new Encoded.Ready(Picture.ofJpeg(new byte[] {1}), new FrameSize(1, 1));
    var silent = new CountDownLatch(1);
    var over = new CountDownLatch(1);
    SourceOpener breakingOff = (opened, stop) -> new BreakingOff(stop, picture, silent, over);
    try (var camera = TestCameras.startSoonStale(live("gate"), breakingOff, sink)) {
      sink.awaitSeen(State.LIVE);
      silent.countDown();
      sink.awaitSeen(State.STALE);
      over.countDown();
      sink.awaitSeen(State.RECONNECTING);

      List<State> states = sink.states();
      assertThat(states).startsWith(State.CONNECTING, State.LIVE);
      assertThat(states.get(states.indexOf(State.RECONNECTING) - 1)).isEqualTo(State.STALE);
      camera.stop();
    }
  }

  @Test
  void shouldLetTheOnlyFrameOfALoopStandBeforeItComesAgain() throws Exception {
    var settings =
        TestCameras.settings("clip", "scene:junction?frames=1&fps=5&size=64x64", Pacing.LOOP);
    try (var camera = TestCameras.startPatient(settings, sink)) {
      sink.await(seen -> seen.frames().size() >= 3);

      var times = sink.frames().stream().map(FrameCaptured::capturedAt).toList();
      assertThat(Duration.between(times.get(0), times.get(2)))
          .isGreaterThanOrEqualTo(Duration.ofMillis(380)); // the clocks of wall and wait differ
      assertThat(camera.isFinite()).isFalse();
    }
  }

  @Test
  void shouldSurviveASinkThatThrowsAndNotCallTheCameraLive() throws Exception {
    var failing = new AtomicBoolean(true);
    var refusals = new CountDownLatch(1);
    FrameSink throwing =
        new ForwardingSink(sink) {
          @Override
          public void send(CameraStatus status) {
            if (failing.get()) {
              refusals.countDown();
              throw new IllegalArgumentException("no");
            }
            super.send(status);
          }
        };
    try (var camera =
        TestCameras.start(live("gate"), (opened, stop) -> source(() -> {}), throwing)) {
      assertThat(refusals.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(camera.progress().status().state()).isNotEqualTo(State.LIVE);
      failing.set(false);
      sink.awaitState(State.LIVE);
    }
  }

  @Test
  void shouldSayThatItIsNotReadAnyMoreWhenItIsClosed() throws Exception {
    var camera = TestCameras.start(live("gate"), (opened, stop) -> source(() -> {}), sink);
    sink.awaitState(State.LIVE);

    camera.close();

    CameraStatus last = sink.statuses().get(sink.statuses().size() - 1);
    assertThat(last.state()).isEqualTo(State.OFFLINE);
    assertThat(last.detail()).isEqualTo("ingest stopped");
  }

  @Test
  void shouldSurviveADecoderThatThrows() throws Exception {
    var openings = new AtomicInteger();
    SourceOpener throwing =
        (opened, stop) -> {
          if (openings.incrementAndGet() == 1) {
            throw new IllegalStateException("rtsp://admin:sesame@cam");
          }
          return source(() -> {});
        };
    try (var camera = TestCameras.start(live("gate"), throwing, sink)) {
      sink.awaitSeen(State.LIVE);
      sink.await(seen -> !seen.frames().isEmpty());

      assertThat(sink.statuses()).noneMatch(status -> status.toString().contains("sesame"));
      assertThat(camera.progress().status().epoch()).isPositive();
    }
  }

  @Test
  void shouldCountWhatTheCameraGivesThatIsNoPicture() throws Exception {
    SourceOpener garbage =
        (opened, stop) -> new Repeating(stop, new Encoded.Unfit(SkipReason.UNREADABLE));
    try (var camera = TestCameras.start(live("gate"), garbage, sink)) {
      sink.await(
          seen ->
              seen.heartbeats().stream()
                  .anyMatch(
                      heartbeat ->
                          heartbeat.counts().skipped().containsKey(SkipReason.UNREADABLE)));

      assertThat(sink.frames()).isEmpty();
      assertThat(sink.states()).doesNotContain(State.LIVE);
      assertThat(camera.progress().status().state()).isNotEqualTo(State.LIVE);
    }
  }

  @Test
  void shouldWaitLongerAfterEachFailureButNotForEver() {
    var backOff = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(5), new Random(1));

    assertThat(backOff.pause(1)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    assertThat(backOff.pause(4)).isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
    var quick = new BackOff(Duration.ofNanos(500_000), Duration.ofMillis(1), new Random(1));
    assertThat(quick.pause(1)).isBetween(Duration.ofNanos(250_000), Duration.ofNanos(500_000));
    assertThat(backOff.pause(1000)).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
  }

  @Test
  void shouldCountOnlyTimeSpentInTheSource() {
    var watch = new ReadWatch();
    watch.startReading(0);
    watch.stopReading(1_000_000);
    watch.startReading(900_000_000);

    assertThat(watch.quiet(902_000_000)).isEqualTo(Duration.ofMillis(3));

    watch.pictureSeen();
    watch.stopReading(903_000_000);
    assertThat(watch.quiet(999_000_000)).isLessThanOrEqualTo(Duration.ofMillis(3));
  }

  private static CameraSettings live(String name) {
    return TestCameras.settings(name, "rtsp://cam/", Pacing.LOOP);
  }

  private static FrameSource source(Runnable beforeEachFrame) {
    var picture = new Encoded.Ready(Picture.ofJpeg(new byte[] {1}), new FrameSize(1, 1));
    return new Repeating(new StopSignal(), picture) {
      @Override
      public Optional<Frame> next() throws SourceLost {
        beforeEachFrame.run();
        return super.next();
      }
    };
  }

  private static void await(CountDownLatch latch) {
    boolean interrupted = true;
    while (interrupted) { // as deaf as native code
      try {
        latch.await();
        interrupted = false;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  /** Gives pictures until it is told to fall silent, then breaks off when it is told to. */
  private static final class BreakingOff extends Repeating {

    private final CountDownLatch silent;
    private final CountDownLatch over;

    BreakingOff(StopSignal stop, Encoded encoded, CountDownLatch silent, CountDownLatch over) {
      super(stop, encoded);
      this.silent = silent;
      this.over = over;
    }

    @Override
    public Optional<Frame> next() throws SourceLost {
      if (silent.getCount() == 0) {
        await(over);
        throw new SourceLost(SourceLost.Cause.BROKEN, "broke off");
      }
      return super.next();
    }
  }

  /** Hands everything on. */
  private static class ForwardingSink implements FrameSink {

    private final FrameSink sink;

    ForwardingSink(FrameSink sink) {
      this.sink = sink;
    }

    @Override
    public void send(FrameCaptured frame, int partition, Receipt receipt) {
      sink.send(frame, partition, receipt);
    }

    @Override
    public void send(CameraHeartbeat heartbeat, int partition, Receipt receipt) {
      sink.send(heartbeat, partition, receipt);
    }

    @Override
    public void send(CameraStatus status) {
      sink.send(status);
    }
  }

  /** Gives the same a hundred times a second. */
  private static class Repeating implements FrameSource {

    private final StopSignal stop;
    private final Encoded encoded;

    Repeating(StopSignal stop, Encoded encoded) {
      this.stop = stop;
      this.encoded = encoded;
    }

    @Override
    public Optional<Frame> next() throws SourceLost {
      if (stop.awaitUntil(System.nanoTime() + 10_000_000)) {
        throw new SourceLost(SourceLost.Cause.STOPPED, "ended");
      }
      return Optional.of(
          new Frame() {
            @Override
            public Instant capturedAt() {
              return Instant.now();
            }

            @Override
            public Encoded encode(PictureRules rules) {
              return encoded;
            }
          });
    }

    @Override
    public void close() {}
  }
}
