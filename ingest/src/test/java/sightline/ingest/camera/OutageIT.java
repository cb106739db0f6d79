package sightline.ingest.camera;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import sightline.events.CameraHeartbeat;
import sightline.events.CameraStatus;
import sightline.events.CameraStatus.State;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.ingest.metrics.IngestMetrics;
import sightline.ingest.pace.Pacing;
import sightline.ingest.publish.FrameSink;
import sightline.ingest.publish.Lead;
import sightline.ingest.publish.OutboxSettings;
import sightline.ingest.source.Frame;
import sightline.ingest.source.FrameSource;
import sightline.ingest.source.SourceLost;
import sightline.ingest.source.SourceSettings;
import sightline.ingest.source.Sources;
import sightline.ingest.source.StopSignal;
import sightline.ingest.source.picture.PictureRules;

/** What a long outage costs, in a process whose heap cannot grow, so that memory is FFmpeg's. */
class OutageIT {

  private static final int WARM_UP = 300;

  /** What a day holds when attempts are 15 to 30 s apart, as {@code retryMax} makes them. */
  private static final int ATTEMPTS = 3840;

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
    assertThat(said.lines().filter(line -> line.contains("camera days:")).map(OutageIT::change))
        .as(said)
        .containsExactly(
            "CONNECTING -> RECONNECTING",
            "RECONNECTING -> OFFLINE",
            "OFFLINE -> LIVE",
            "LIVE -> RECONNECTING",
            "RECONNECTING -> OFFLINE",
            "OFFLINE -> LIVE",
            "LIVE -> OFFLINE");
    assertThat(figure(said, "wrong")).as(said).isZero();
    assertThat(figure(said, "statuses")).as(said).isGreaterThan(2 * ATTEMPTS);
  }

  private static String change(String line) {
    return line.replaceFirst(".*camera days: ([A-Z]+ -> [A-Z]+).*", "$1");
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
    twoDays();
  }

  /** A camera that is away for a day, back for a moment, away for another and back. */
  private static void twoDays() throws Exception {
    var sink = new Checking();
    var attempts = new AtomicInteger();
    SourceOpener absent =
        (opened, stop) -> {
          int attempt = attempts.incrementAndGet();
          if (attempt % ATTEMPTS != 0) {
            throw new SourceLost(SourceLost.Cause.BROKEN, "refused");
          }
          return attempt == ATTEMPTS
              ? new BreakingOff(sink)
              : new ScriptedSource(stop, () -> ScriptedSource.picture((byte) 1));
        };
    var settings = TestCameras.settings("days", "rtsp://cam/", Pacing.LOOP);
    try (var camera = TestCameras.start(settings, hasty(), absent, sink)) {
      sink.awaitLive(2);
      camera.stop();
    }
    System.out.println("wrong=" + sink.wrong());
    System.out.println("statuses=" + sink.statuses());
  }

  /** Gives pictures until the camera was called live, then breaks off. */
  private record BreakingOff(Checking sink) implements FrameSource {

    @Override
    public Optional<Frame> next() throws SourceLost {
      if (sink.isLive()) {
        throw new SourceLost(SourceLost.Cause.BROKEN, "broke off");
      }
      return new ScriptedSource(new StopSignal(), () -> ScriptedSource.picture((byte) 1)).next();
    }

    @Override
    public void close() {}
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
            FrameCounts.NONE,
            opener,
            new Nowhere(),
            new Lead(Integer.MAX_VALUE, Long.MAX_VALUE),
            new IngestMetrics<>(CameraStatus.State.class)));
  }

  /** Tries a thousand times a second, so that a test sees days of an outage. */
  private static WatchSettings hasty() {
    var second = Duration.ofSeconds(1);
    var soon = Duration.ofNanos(500_000);
    return TestCameras.withRetries(second, second, second, soon, soon);
  }

  /** Keeps nothing. */
  private static class Nowhere implements FrameSink {

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

  /** Checks what is said of the next attempt. */
  private static final class Checking extends Nowhere {

    private int statuses;
    private int wrong;
    private int timesLive;
    private State last = State.CONNECTING;

    @Override
    public synchronized void send(CameraStatus status) {
      statuses++;
      boolean waits = status.state() == State.RECONNECTING || status.state() == State.OFFLINE;
      boolean due = waits && !status.detail().equals("ingest stopped");
      Instant latest = Instant.now().plusSeconds(1); // far beyond the longest pause
      boolean soon = status.nextTry().isAfter(Instant.EPOCH) && status.nextTry().isBefore(latest);
      boolean right = due ? soon : status.nextTry().equals(Instant.EPOCH);
      wrong += right ? 0 : 1;
      timesLive += status.state() == State.LIVE && last != State.LIVE ? 1 : 0;
      last = status.state();
      notifyAll();
    }

    synchronized void awaitLive(int times) throws InterruptedException {
      while (timesLive < times) {
        wait();
      }
    }

    synchronized boolean isLive() {
      return last == State.LIVE;
    }

    synchronized int statuses() {
      return statuses;
    }

    synchronized int wrong() {
      return wrong;
    }
  }
}
