package sightline.ingest.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.CameraStatus.State;
import sightline.ingest.pace.Pacing;
import sightline.ingest.source.picture.Encoded;

/** A camera whose pictures cannot be true is STALE, says why, and is believed again. */
class PictureStateTest {

  private static final WatchSettings DOUBTING = TestCameras.doubting(Duration.ofMillis(300));

  @TempDir Path folder;

  private final RecordingSink sink = new RecordingSink();
  private final AtomicInteger frames = new AtomicInteger();
  private final AtomicReference<IntFunction<Encoded>> script =
      new AtomicReference<>(PictureStateTest::different);

  @Test
  void shouldCallACameraStaleWhosePictureIsFrozenUntilItMovesAgain() throws Exception {
    try (var camera = start()) {
      sink.awaitState(State.LIVE);
      script.set(frame -> ScriptedSource.picture((byte) 7));
      sink.awaitState(State.STALE);
      String why = camera.progress().status().detail();
      sink.awaitMoreFrames(3);
      script.set(PictureStateTest::different);
      sink.awaitState(State.LIVE);

      assertThat(why)
          .isEqualTo("the picture has been the same, bit by bit, for longer than PT0.3S");
      assertThat(camera.progress().status().detail()).isEmpty();
    }
  }

  @Test
  void shouldCallACameraStaleThatSendsTheSamePicturesInTurn() throws Exception {
    try (var camera = start()) {
      sink.awaitState(State.LIVE);
      script.set(frame -> ScriptedSource.picture((byte) (frame % 5), (byte) 0, (byte) 0));
      sink.awaitState(State.STALE);
      String why = camera.progress().status().detail();
      script.set(PictureStateTest::different);
      sink.awaitState(State.LIVE);

      assertThat(why)
          .isEqualTo("the same few pictures have come again and again for longer than PT0.3S");
    }
  }

  @Test
  void shouldCallACameraStaleWhosePicturesAreBlack() throws Exception {
    try (var camera = start()) {
      sink.awaitState(State.LIVE);
      script.set(frame -> ScriptedSource.picture(jpeg(frame % 8)));
      sink.awaitState(State.STALE);
      String why = camera.progress().status().detail();
      script.set(frame -> ScriptedSource.picture(jpeg(40 + frame % 150)));
      sink.awaitState(State.LIVE);

      assertThat(why).isEqualTo("every picture has been black for longer than PT0.3S");
    }
  }

  @Test
  void shouldCallAFolderOfOnePictureFrozenAlthoughEachTurnIsAnEpoch() throws Exception {
    Files.write(folder.resolve("only.jpg"), jpeg(120));
    var settings = TestCameras.settings("shelf", folder.toString(), Pacing.LOOP);
    var opener = TestCameras.opener(settings, DOUBTING);
    try (var camera = TestCameras.start(settings, DOUBTING, opener, sink)) {
      sink.awaitState(State.STALE);
      sink.awaitMoreFrames(5);

      assertThat(sink.states()).containsExactly(State.CONNECTING, State.LIVE, State.STALE);
      assertThat(camera.progress().status().detail()).contains("bit by bit");
    }
  }

  private Camera start() {
    SourceOpener opener =
        (opened, stop) ->
            new ScriptedSource(stop, () -> script.get().apply(frames.getAndIncrement()));
    return TestCameras.start(
        TestCameras.settings("gate", "rtsp://cam/", Pacing.LOOP), DOUBTING, opener, sink);
  }

  private static Encoded different(int frame) {
    return ScriptedSource.picture((byte) frame, (byte) (frame >> 8));
  }

  private static byte[] jpeg(int level) {
    var image = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 64 * 48; i++) {
      image.getRaster().setSample(i % 64, i / 64, 0, level);
    }
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
