package sightline.ingest.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.Picture;
import sightline.ingest.IngestConfig;
import sightline.ingest.SharedFiles;
import sightline.ingest.look.PictureFault;
import sightline.ingest.look.PictureWatch;
import sightline.ingest.rtsp.Ffmpeg;
import sightline.ingest.source.Location;
import sightline.ingest.source.SourceSettings;
import sightline.ingest.source.Sources;
import sightline.ingest.source.StopSignal;
import sightline.ingest.source.picture.Encoded;
import sightline.ingest.source.picture.PictureLook;
import sightline.ingest.source.picture.PictureRules;

/** What the defaults say of real, generated and broken footage, by its own times. */
class PictureFaultIT {

  private static final PictureRules RULES = new PictureRules(0, 85, 4 << 20);

  @TempDir Path folder;

  @Test
  void shouldBelieveRealFootageOfAStreet() throws Exception {
    assertThat(faults(SharedFiles.find("videos/vtest/vtest.mp4").toString(), 0)).isEmpty();
  }

  @Test
  void shouldBelieveTheBuiltInSceneByDayAndNight() throws Exception {
    assertThat(faults("scene:junction?size=320x240&fps=5&frames=1000&day=180", 0)).isEmpty();
    assertThat(faults("scene:junction?size=320x240&fps=5&frames=200&day=0", 0)).isEmpty();
  }

  @Test
  void shouldSeeThatAVideoIsBlackThroughItsNoiseAndItsClock() throws Exception {
    String video =
        video(
            "color=black:size=640x360:rate=10:duration=15,noise=alls=6:allf=t,"
                + "drawbox=x=8:y=8:w=120:h=16:color=white:t=fill");

    assertThat(faults(video, 0)).containsExactly(PictureFault.BLACK);
  }

  @Test
  void shouldBelieveADarkVideoWithALamp() throws Exception {
    String video =
        video(
            "color=black:size=640x360:rate=10:duration=15,noise=alls=6:allf=t,"
                + "drawbox=x=200:y=80:w=160:h=160:color=gray:t=fill");

    assertThat(faults(video, 0)).isEmpty();
  }

  @Test
  void shouldSeeThatAVideoIsFrozenUntilItMovesAgain() throws Exception {
    String video = video("testsrc2=size=320x240:rate=10:duration=15,loop=loop=120:size=1:start=9");

    assertThat(faults(video, 0)).containsExactly(PictureFault.FROZEN);
  }

  @Test
  void shouldSeeThatACameraPlaysTheSameSecondsInTurnWhateverItsHeadersSay() throws Exception {
    String video = video("testsrc2=size=320x240:rate=10:duration=2");

    assertThat(faults(video, 10)).containsExactly(PictureFault.REPEATED);
  }

  private String video(String filter) throws Exception {
    Path file = folder.resolve("clip.avi");
    Ffmpeg.run("-f", "lavfi", "-i", filter, "-c:v", "ffv1", file.toString());
    return file.toString();
  }

  /** Faults in the order in which they begin; footage is shown again so many times. */
  private static List<PictureFault> faults(String location, int again) throws Exception {
    var watch = new PictureWatch(IngestConfig.defaults().watch().looks(), true);
    var faults = new ArrayList<PictureFault>();
    Instant begin = Instant.EPOCH;
    for (int turn = 0; turn <= again; turn++) {
      Instant last = begin;
      try (var source =
          Sources.open(
              Location.valueOf(location), SourceSettings.DEFAULTS, begin, new StopSignal())) {
        for (var next = source.next(); next.isPresent(); next = source.next()) {
          last = next.get().capturedAt();
          show(watch, ((Encoded.Ready) next.get().encode(RULES)).picture(), last);
          watch.fault().filter(fault -> isNew(faults, fault)).ifPresent(faults::add);
        }
      }
      begin = last.plus(Duration.ofMillis(100));
    }
    return faults;
  }

  private static boolean isNew(List<PictureFault> faults, PictureFault fault) {
    return faults.isEmpty() || faults.get(faults.size() - 1) != fault;
  }

  private static void show(PictureWatch watch, Picture picture, Instant time) {
    long nanos = Duration.between(Instant.EPOCH, time).toNanos();
    watch.saw(PictureLook.digest(picture), nanos);
    if (watch.wantsLook(nanos)) {
      watch.looked(PictureLook.thumbnail(picture).orElseThrow(), nanos);
    }
  }
}
