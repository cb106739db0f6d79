package sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.SkipReason;
import sightline.events.geometry.FrameSize;
import sightline.ingest.SharedFiles;
import sightline.ingest.rtsp.Ffmpeg;
import sightline.ingest.source.picture.Encoded;
import sightline.ingest.source.picture.PictureRules;

class VideoSourceIT {

  private static final Instant OPENED = Instant.parse("2026-01-01T00:00:00Z");
  private static final PictureRules RULES = new PictureRules(0, 85, 4 << 20);

  @TempDir Path folder;

  @Test
  void shouldGiveEveryFrameOfAnOddRateItsTrueTime() throws Exception {
    Path file = SharedFiles.find("videos/baghelamit-sample/sample.mp4");

    List<Instant> times = times(file);

    assertThat(times).hasSize(201).isSorted();
    assertThat(times.get(0)).isEqualTo(OPENED);
    assertThat(seconds(times.get(200))).isCloseTo(200 * 6699289 / 201000000.0, within(0.05));
  }

  @Test
  void shouldGiveEveryFrameOfAnEvenRateItsTrueTime() throws Exception {
    List<Instant> times = times(SharedFiles.find("videos/vtest/vtest.mp4"));

    assertThat(times).hasSize(795);
    for (int i = 0; i < times.size(); i++) {
      assertThat(seconds(times.get(i))).isCloseTo(i / 10.0, within(1e-4));
    }
  }

  @Test
  void shouldKeepTheTimesOfAVariableRate() throws Exception {
    Path file = folder.resolve("variable.mp4");
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=size=160x120:rate=20:duration=2",
        "-vf",
        "setpts='if(lt(N,20),N,20+(N-20)*3)'",
        "-fps_mode",
        "vfr",
        "-c:v",
        "mpeg4",
        file.toString());

    List<Instant> times = times(file);

    assertThat(times).hasSize(40);
    assertThat(seconds(times.get(19))).isCloseTo(0.95, within(1e-3));
    assertThat(seconds(times.get(39))).isCloseTo(1 + 19 * 0.15, within(1e-3));
  }

  @Test
  void shouldScaleOnTheWayToJpeg() throws Exception {
    Path file = video("clip.mp4");
    try (var source = open(file)) {
      var ready =
          (Encoded.Ready) source.next().orElseThrow().encode(new PictureRules(80, 85, 1 << 20));

      assertThat(ready.size()).isEqualTo(new FrameSize(80, 60));
    }
  }

  @Test
  void shouldSayWhatItFoundAndWhatItRefuses() throws Exception {
    var info = Sources.check(Location.valueOf(video("clip.mp4").toString()));
    Path text = Files.writeString(folder.resolve("text.mp4"), "no video");

    assertThat(info.size()).isEqualTo(new FrameSize(160, 120));
    assertThat(info.expectedFrames()).isEqualTo(20);
    assertThat(info.framesPerSecond()).isEqualTo(10);
    assertThatThrownBy(() -> Sources.check(Location.valueOf(text.toString())))
        .isInstanceOf(SourceRefused.class)
        .hasMessageEndingWith("is not a video that can be read");
    assertThatThrownBy(() -> Sources.check(Location.valueOf(folder + "/none.mp4")))
        .hasMessageContaining("does not exist");
  }

  @Test
  void shouldNotLetAPlaylistThatCallsItselfAVideoReachOtherFiles() throws Exception {
    Path video = video("clip.mp4");
    Path playlist =
        Files.writeString(
            folder.resolve("list.m3u8"),
            "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nhttp://127.0.0.1:1/" + video + "\n");

    assertThatThrownBy(() -> Sources.check(Location.valueOf(playlist.toString())))
        .isInstanceOf(SourceRefused.class);
  }

  @Test
  void shouldCountADamagedFrameAsUnreadableAndGoOn() throws Exception {
    Path file = video("clip.avi");
    byte[] bytes = Files.readAllBytes(file);
    for (int i = bytes.length / 3; i < bytes.length / 3 + 400; i++) {
      bytes[i] = (byte) 0xFF;
    }
    Files.write(file, bytes);

    List<Encoded> frames = new ArrayList<>();
    try (var source = open(file)) {
      for (var frame = source.next(); frame.isPresent(); frame = source.next()) {
        frames.add(frame.get().encode(RULES));
      }
    }

    assertThat(frames).hasSizeBetween(15, 20);
    assertThat(frames)
        .allMatch(
            frame ->
                frame instanceof Encoded.Ready
                    || frame.equals(new Encoded.Unfit(SkipReason.UNREADABLE)));
  }

  @Test
  void shouldEndAnOpeningThatHangsWhenTold() throws Exception {
    try (var mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var stop = new StopSignal();
      var location = Location.valueOf("rtsp://127.0.0.1:%d/x".formatted(mute.getLocalPort()));
      var lost = CompletableFuture.supplyAsync(() -> lostWhileOpening(location, stop));
      mute.accept();

      long told = System.nanoTime();
      stop.raise();

      assertThat(lost.get(5, TimeUnit.SECONDS).reason()).isEqualTo(SourceLost.Cause.STOPPED);
      assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void shouldHoldNoMemoryOfSourcesThatAreClosedOrCouldNotBeOpened() throws Exception {
    Path file = video("clip.mp4");
    Path text = Files.writeString(folder.resolve("text.mp4"), "no video");
    readOften(file, text, 40);
    long before = Pointer.physicalBytes();

    readOften(file, text, 300);

    assertThat(Pointer.physicalBytes() - before).isLessThan(48L << 20);
  }

  private void readOften(Path video, Path text, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      try (var source = open(video)) {
        Optional<Frame> frame = source.next();
        frame.orElseThrow().encode(RULES);
      }
      assertThatThrownBy(() -> open(text)).isInstanceOf(SourceLost.class);
    }
  }

  private static SourceLost lostWhileOpening(Location location, StopSignal stop) {
    var patient = new SourceSettings(10, Duration.ofMinutes(1), 1 << 20, 1 << 20);
    try (var source = Sources.open(location, patient, OPENED, stop)) {
      throw new AssertionError("opened " + source);
    } catch (SourceLost e) {
      return e;
    }
  }

  private Path video(String name) throws IOException {
    Path file = folder.resolve(name);
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=size=160x120:rate=10",
        "-t",
        "2",
        "-c:v",
        "mpeg4",
        file.toString());
    return file;
  }

  private static List<Instant> times(Path file) throws Exception {
    List<Instant> times = new ArrayList<>();
    try (var source = open(file)) {
      for (var frame = source.next(); frame.isPresent(); frame = source.next()) {
        times.add(frame.get().capturedAt());
      }
    }
    return times;
  }

  private static double seconds(Instant time) {
    return Duration.between(OPENED, time).toNanos() / 1e9;
  }

  private static FrameSource open(Path file) throws SourceLost {
    return Sources.open(
        Location.valueOf(file.toString()), SourceSettings.DEFAULTS, OPENED, new StopSignal());
  }
}
