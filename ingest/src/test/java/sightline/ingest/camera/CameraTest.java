package sightline.ingest.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import sightline.events.CameraStatus.State;
import sightline.events.Picture;
import sightline.events.SkipReason;
import sightline.events.geometry.FrameSize;
import sightline.ingest.pace.Pacing;
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
    try (var camera = TestCameras.start(settings, sink)) {
      camera.ended().get(20, TimeUnit.SECONDS);

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
    try (var camera = TestCameras.start(settings, sink)) {
      sink.await(seen -> seen.heartbeats().size() >= 3);

      var epochs = sink.heartbeats().stream().map(heartbeat -> heartbeat.epoch()).toList();
      assertThat(epochs).isSorted().doesNotHaveDuplicates();
      assertThat(sink.states()).containsOnly(State.CONNECTING, State.LIVE);
      assertThat(camera.progress().status().epoch()).isGreaterThanOrEqualTo(epochs.get(2));
    }
  }

  @Test
  void shouldFailWhenFootageThatEndsCannotBeRead() throws Exception {
    var settings = TestCameras.settings("clip", "missing.mp4", Pacing.FAST);
    try (var camera = TestCameras.start(settings, sink)) {
      assertThatThrownBy(() -> camera.ended().get(20, TimeUnit.SECONDS))
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
      sink.awaitMoreFrames(2);

      assertThat(whileHanging).isEqualTo(2);
      assertThat(camera.progress().status().state()).isIn(State.LIVE, State.OFFLINE);
    }
  }

  @Test
  void shouldNotCallACameraLiveThatIsStaleWhenItsReadEnds() throws Exception {
    var picture = new Encoded.Ready(Picture.ofJpeg(new byte[] {1}), new FrameSize(1, 1));
    SourceOpener silentAfterOne = (opened, stop) -> new Silent(stop, picture);
    try (var camera = TestCameras.start(live("gate"), silentAfterOne, sink)) {
      sink.awaitState(State.RECONNECTING);

      assertThat(sink.states())
          .containsExactly(State.CONNECTING, State.LIVE, State.STALE, State.RECONNECTING);
      camera.stop();
    }
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
      sink.awaitState(State.LIVE);

      assertThat(sink.statuses()).noneMatch(status -> status.toString().contains("sesame"));
      assertThat(camera.progress().frames()).isPositive();
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

  /** Gives one picture, then nothing for a second, then breaks off by itself. */
  private static final class Silent extends Repeating {

    private final StopSignal stop;
    private boolean given;

    Silent(StopSignal stop, Encoded encoded) {
      super(stop, encoded);
      this.stop = stop;
    }

    @Override
    public Optional<Frame> next() throws SourceLost {
      if (given) {
        stop.awaitUntil(System.nanoTime() + 1_000_000_000);
        throw new SourceLost(SourceLost.Cause.BROKEN, "broke off");
      }
      given = true;
      return super.next();
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
