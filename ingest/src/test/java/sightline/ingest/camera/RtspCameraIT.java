package sightline.ingest.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sightline.events.CameraStatus;
import sightline.events.CameraStatus.State;
import sightline.events.FrameCaptured;
import sightline.events.geometry.FrameSize;
import sightline.ingest.pace.Pacing;
import sightline.ingest.rtsp.H264Footage;
import sightline.ingest.rtsp.RtspServer;

/** A camera over a real RTSP connection, and what can happen to one. */
class RtspCameraIT {

  private static H264Footage footage;

  private final RecordingSink sink = new RecordingSink();

  @BeforeAll
  static void makeFootage() throws IOException {
    footage = H264Footage.testPicture();
  }

  @Test
  void shouldPublishTheFramesOfACamera() throws Exception {
    try (var server = RtspServer.start(0, footage);
        var camera = patientCamera(server.url(), sink)) {
      sink.awaitState(State.LIVE);
      sink.awaitMoreFrames(5);

      assertThat(sink.states()).containsExactly(State.CONNECTING, State.LIVE);
      assertThat(sink.frames())
          .extracting(FrameCaptured::size)
          .containsOnly(new FrameSize(320, 240));
      assertThat(camera.progress().expectedFrames()).isEqualTo(-1);
    }
  }

  @Test
  void shouldPublishTheFirstFramesWhenTheyComeInsteadOfAllAtOnce() throws Exception {
    try (var server = RtspServer.start(0, footage).stallAfter(4);
        var camera = patientCamera(server.url(), sink)) {
      sink.awaitMoreFrames(1); // probing for a rate would hold back eight

      assertThat(camera.progress().status().epoch()).isPositive();
      server.stall(false);
      sink.await(seen -> seen.frames().size() >= 8);
    }
  }

  @Test
  void shouldComeBackInANewEpochWhenTheServerIsKilledAndRestarted() throws Exception {
    var server = RtspServer.start(0, footage);
    int port = server.port();
    try (var camera = patientCamera(server.url(), sink)) {
      sink.awaitMoreFrames(3);
      server.close();
      sink.awaitState(State.OFFLINE);
      long lostEpoch = camera.progress().status().epoch();

      try (var restarted = RtspServer.start(port, footage)) {
        sink.awaitState(State.LIVE);
        sink.awaitMoreFrames(3);

        assertThat(restarted.connections()).isPositive();
      }

      assertThat(sink.states())
          .startsWith(State.CONNECTING, State.LIVE, State.RECONNECTING, State.OFFLINE, State.LIVE);
      assertThat(camera.progress().status().epoch()).isGreaterThan(lostEpoch);
      assertThat(sequencesOf(sink.frames().get(0).frame().epoch())).startsWith(0L, 1L, 2L);
      assertThat(sink.heartbeats()).anyMatch(heartbeat -> heartbeat.ended());
    }
  }

  @Test
  void shouldEndAStalledReadAndLeaveAnotherCameraUndisturbed() throws Exception {
    var otherSink = new RecordingSink();
    try (var server = RtspServer.start(0, footage);
        var otherServer = RtspServer.start(0, footage);
        var camera = camera(server.url(), sink);
        var other = patientCamera(otherServer.url(), otherSink)) {
      sink.awaitMoreFrames(3);
      otherSink.awaitMoreFrames(3);
      long epoch = other.progress().status().epoch();

      server.stall(true);
      sink.awaitSeen(State.STALE);
      sink.awaitSeen(State.RECONNECTING);
      otherSink.awaitMoreFrames(5);
      server.stall(false);
      sink.awaitState(State.LIVE);
      sink.awaitMoreFrames(3);

      assertThat(otherSink.states()).containsExactly(State.CONNECTING, State.LIVE);
      assertThat(other.progress().status().counts().skipped()).isEmpty();
      assertThat(other.progress().status().epoch()).isEqualTo(epoch);
      assertThat(server.connections()).isGreaterThan(1);
      assertThat(camera.progress().status().epoch()).isPositive();
    }
  }

  @Test
  void shouldSayThatTheCredentialsAreRefusedAndNeverShowThem() throws Exception {
    try (var server = RtspServer.start(0, footage).requireCredentials("admin", "right");
        var camera = camera(server.url().replace("//", "//admin:sesame@"), sink)) {
      sink.awaitState(State.AUTH_FAILED);

      assertThat(sink.statuses()).extracting(CameraStatus::toString).noneMatch(this::tells);
      assertThat(camera.progress().status().location()).contains("***@127.0.0.1");
    }
  }

  @Test
  void shouldLetInTheRightCredentials() throws Exception {
    try (var server = RtspServer.start(0, footage).requireCredentials("admin", "ri@ght");
        var camera = camera(server.url().replace("//", "//admin:ri%40ght@"), sink)) {
      sink.await(seen -> !seen.frames().isEmpty());

      assertThat(sink.states()).doesNotContain(State.AUTH_FAILED);
      assertThat(camera.progress().status().epoch()).isPositive();
    }
  }

  private boolean tells(String text) {
    return text.contains("sesame") || text.contains("admin");
  }

  private List<Long> sequencesOf(long epoch) {
    return sink.frames().stream()
        .filter(frame -> frame.frame().epoch() == epoch)
        .flatMapToLong(frame -> LongStream.of(frame.frame().sequence()))
        .boxed()
        .toList();
  }

  private static Camera patientCamera(String url, RecordingSink sink) {
    return TestCameras.startPatient(TestCameras.settings("gate", url, Pacing.LOOP), sink);
  }

  private static Camera camera(String url, RecordingSink sink) {
    return TestCameras.start(TestCameras.settings("gate", url, Pacing.LOOP), sink);
  }
}
