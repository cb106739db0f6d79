package sightline.ingest.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.CameraStatus;
import sightline.events.CameraStatus.State;
import sightline.ingest.pace.Pacing;
import sightline.ingest.rtsp.H264Footage;
import sightline.ingest.rtsp.RtspServer;
import sightline.ingest.rtsp.SelfSigned;

/** A camera over RTSP inside TLS, with a certificate it signed itself. */
class SecureRtspCameraIT {

  @TempDir private static Path folder;
  private static SSLContext identity;
  private static H264Footage footage;

  private final RecordingSink sink = new RecordingSink();

  @BeforeAll
  static void makeIdentityAndFootage() throws Exception {
    identity = SelfSigned.identity(folder);
    footage = H264Footage.testPicture();
  }

  @Test
  void shouldPublishTheFramesOfACameraThatIsLetInOverTls() throws Exception {
    try (var server =
            RtspServer.startSecure(footage, identity).requireCredentials("admin", "sesame");
        var camera = camera(server.url().replace("//", "//admin:sesame@"))) {
      sink.awaitMoreFrames(15);

      assertThat(server.url()).startsWith("rtsps://");
      assertThat(sink.states()).containsExactly(State.CONNECTING, State.LIVE);
      assertThat(camera.progress().status().location()).contains("***@127.0.0.1");
    }
  }

  @Test
  void shouldEndAReadThatStallsInsideTlsAndOpenTheCameraAgain() throws Exception {
    try (var server = RtspServer.startSecure(footage, identity);
        var camera = camera(server.url())) {
      sink.awaitMoreFrames(3);
      server.stall(true);
      sink.awaitState(State.RECONNECTING);
      server.stall(false);
      sink.awaitState(State.LIVE);

      assertThat(sink.states())
          .startsWith(State.CONNECTING, State.LIVE, State.STALE, State.RECONNECTING, State.LIVE);
      assertThat(camera.progress().status().state()).isEqualTo(State.LIVE);
    }
  }

  @Test
  void shouldLoseAServerThatDoesNotSpeakTlsInsteadOfWaitingForIt() throws Exception {
    try (var server = RtspServer.start(0, footage);
        var camera = camera(server.url().replace("rtsp:", "rtsps:"))) {
      sink.awaitState(State.RECONNECTING);

      assertThat(sink.states()).containsExactly(State.CONNECTING, State.RECONNECTING);
      assertThat(sink.statuses())
          .extracting(CameraStatus::detail)
          .anyMatch(detail -> detail.contains("rtsps://127.0.0.1"));
      assertThat(camera.progress().frames()).isZero();
    }
  }

  private Camera camera(String url) {
    return TestCameras.start(TestCameras.settings("gate", url, Pacing.LOOP), sink);
  }
}
