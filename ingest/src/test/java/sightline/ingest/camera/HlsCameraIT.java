package sightline.ingest.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.CameraStatus.State;
import sightline.events.FrameCaptured;
import sightline.events.geometry.FrameSize;
import sightline.ingest.pace.Pacing;

/** A camera that serves HLS: a playlist that moves on and MPEG-TS segments. */
class HlsCameraIT {

  @TempDir private static Path segments;

  private final RecordingSink sink = new RecordingSink();

  @BeforeAll
  static void makeSegments() throws Exception {
    HlsServer.makeSegments(segments);
  }

  @Test
  void shouldPublishEveryFrameWhenItWasFilmedAlthoughSegmentsComeAtOnce() throws Exception {
    Instant begun = Instant.now();
    try (var server = HlsServer.start(0, segments);
        var camera = camera(server)) {
      sink.awaitMoreFrames(45); // further than what the first playlist named

      List<FrameCaptured> frames = sink.frames();
      assertThat(sink.states()).containsExactly(State.CONNECTING, State.LIVE);
      assertThat(frames).extracting(FrameCaptured::size).containsOnly(new FrameSize(160, 120));
      assertThat(camera.progress().status().counts().skipped()).isEmpty();
      assertThat(Duration.between(begun, Instant.now())).isGreaterThan(Duration.ofMillis(4300));
      for (int i = 1; i < frames.size(); i++) {
        assertThat(Duration.between(frames.get(i - 1).capturedAt(), frames.get(i).capturedAt()))
            .isBetween(Duration.ofMillis(99), Duration.ofMillis(101));
      }
    }
  }

  @Test
  void shouldComeBackInANewEpochWhenTheServerIsKilledAndRestarted() throws Exception {
    var server = HlsServer.start(0, segments);
    int port = server.port();
    try (var camera = camera(server)) {
      sink.awaitMoreFrames(3);
      long epoch = camera.progress().status().epoch();
      server.close();
      sink.awaitState(State.OFFLINE);

      try (var restarted = HlsServer.start(port, segments)) {
        sink.awaitState(State.LIVE);
        assertThat(restarted.port()).isEqualTo(port);
      }

      assertThat(sink.states())
          .startsWith(State.CONNECTING, State.LIVE, State.RECONNECTING, State.OFFLINE, State.LIVE);
      assertThat(camera.progress().status().epoch()).isGreaterThan(epoch);
    }
  }

  @Test
  void shouldCallACameraStaleAndOpenItAgainWhenItsPlaylistStandsStill() throws Exception {
    try (var server = HlsServer.start(0, segments);
        var camera = camera(server)) {
      sink.awaitMoreFrames(1);
      server.freeze();
      sink.awaitState(State.STALE);
      sink.awaitState(State.RECONNECTING);

      assertThat(camera.progress().frames()).isGreaterThanOrEqualTo(25);
    }
  }

  @Test
  void shouldSayThatTheCredentialsAreRefusedAndNeverShowThem() throws Exception {
    try (var server = HlsServer.start(0, segments)) {
      server.refuse(401);
      try (var camera = camera(server)) {
        sink.awaitState(State.AUTH_FAILED);

        assertThat(camera.progress().status().location()).contains("***@127.0.0.1");
        assertThat(sink.statuses()).noneMatch(status -> status.toString().contains("sesame"));
      }
    }
  }

  private Camera camera(HlsServer server) {
    String url = "http://admin:sesame@127.0.0.1:" + server.port() + "/x.m3u8";
    return TestCameras.start(TestCameras.settings("yard", url, Pacing.LOOP), sink);
  }
}
