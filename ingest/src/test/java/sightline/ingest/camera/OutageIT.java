package sightline.ingest.camera;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import sightline.events.CameraHeartbeat;
import sightline.events.CameraStatus;
import sightline.events.FrameCaptured;
import sightline.ingest.metrics.IngestMetrics;
import sightline.ingest.pace.Pacing;
import sightline.ingest.publish.FrameSink;
import sightline.ingest.publish.Lead;
import sightline.ingest.publish.OutboxSettings;
import sightline.ingest.source.SourceSettings;
import sightline.ingest.source.Sources;
import sightline.ingest.source.picture.PictureRules;

/** What a long outage costs, in a process whose heap cannot grow, so that memory is FFmpeg's. */
class OutageIT {

  private static final int WARM_UP = 300;
  private static final int ATTEMPTS = 2000;
  private static final long MAX_GROWTH_BYTES = ATTEMPTS * 2048L; // of the process
  private static final long MAX_TRACKED_BYTES = 64; // what one attempt under way holds

  @Test
  void shouldKeepMemoryThreadsAndLogFlatWhileACameraIsRefusedThousandsOfTimes() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms48m",
                "-Xmx48m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OutageIT.class.getName())
            .redirectErrorStream(true)
            .start();

    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(figure(said, "grown")).as(said).isLessThan(MAX_GROWTH_BYTES);
    assertThat(figure(said, "tracked")).as(said).isLessThanOrEqualTo(MAX_TRACKED_BYTES);
    assertThat(figure(said, "threads")).as(said).isLessThanOrEqualTo(1);
    assertThat(said.lines().filter(line -> line.contains("camera outage:")))
        .as(said)
        .hasSize(2)
        .anyMatch(line -> line.contains("CONNECTING -> RECONNECTING"))
        .anyMatch(line -> line.contains("RECONNECTING -> OFFLINE"));
  }

  private static long figure(String said, String name) {
    List<String> found = said.lines().filter(line -> line.startsWith(name + "=")).toList();
    assertThat(found).as(said).hasSize(1);
    return Long.parseLong(found.get(0).substring(name.length() + 1));
  }

  /** Lets a camera be refused and prints what that left behind. */
  public static void main(String[] args) throws Exception {
    int port;
    try (var nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = nobody.getLocalPort();
    }
    var attempts = new Semaphore(0);
    try (var camera = start("rtsp://127.0.0.1:" + port + "/stream", attempts)) {
      attempts.acquire(WARM_UP);
      long[] before = figures();
      attempts.acquire(ATTEMPTS);
      long[] after = figures();
      String[] names = {"grown", "tracked", "threads"};
      Arrays.setAll(after, i -> after[i] - before[i]);
      for (int i = 0; i < names.length; i++) {
        System.out.println(names[i] + "=" + after[i]);
      }
      System.out.println("state " + camera.progress().status().state());
    }
  }

  private static long[] figures() {
    System.gc();
    return new long[] {Pointer.physicalBytes(), Pointer.totalBytes(), Thread.activeCount()};
  }

  private static Camera start(String url, Semaphore attempts) {
    var settings = TestCameras.settings("outage", url, Pacing.LOOP);
    var sources = new SourceSettings(10, Duration.ofSeconds(1), 1 << 20, 1 << 20);
    SourceOpener opener =
        (opened, stop) -> {
          attempts.release();
          return Sources.open(settings.location(), sources, opened, stop);
        };
    return Camera.start(
        new CameraParts(
            settings,
            hasty(),
            new PictureRules(0, 85, 1 << 20),
            new OutboxSettings("outage", 0, settings.policy(), 4, 1 << 20),
            0,
            opener,
            new Nowhere(),
            new Lead(Integer.MAX_VALUE, Long.MAX_VALUE),
            new IngestMetrics<>(CameraStatus.State.class)));
  }

  /** Tries a thousand times a second, so that a test sees days of an outage. */
  private static WatchSettings hasty() {
    var second = Duration.ofSeconds(1);
    var soon = Duration.ofNanos(500_000);
    return new WatchSettings(second, second, second, 2, soon, soon, 3, second, second);
  }

  /** Keeps nothing. */
  private static final class Nowhere implements FrameSink {

    @Override
    public void send(FrameCaptured frame, int partition, Receipt receipt) {
      receipt.acknowledged(0);
    }

    @Override
    public void send(CameraHeartbeat heartbeat, int partition, Receipt receipt) {
      receipt.acknowledged(0);
    }

    @Override
    public void send(CameraStatus status) {}
  }
}
