package sightline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.kafka.KafkaContainer;
import sightline.WallPage.Drawn;
import sightline.WallPage.Labeled;
import sightline.deploy.AllInOne;
import sightline.deploy.Progress;
import sightline.deploy.broker.BrokerConfig;
import sightline.events.geometry.FrameSize;
import sightline.inference.testmodel.BlobDetector;
import sightline.inference.testmodel.SharedFiles;
import sightline.ingest.source.scene.JunctionScene;
import sightline.ingest.source.scene.truth.SceneObject;

/** A frame on its whole way: source, log, workers, log, websocket, canvas of a real browser. */
class FrameToBrowserIT {

  private static final int PICTURES = 50;
  private static final long SEED = 7;
  private static final double FPS = 10;
  private static final FrameSize SIZE = new FrameSize(640, 480);
  private static final String SCENE = "scene:junction?seed=%d&fps=%s&day=0".formatted(SEED, FPS);

  /** Smaller objects may be missed, px each way. */
  private static final float CERTAIN = 14;

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @TempDir Path folder;

  @Test
  void shouldShowBoxesThatMoveWithTheObjectsOfTheirFrame() throws Exception {
    try (Chromium browser = Chromium.start();
        AllInOne platform = start(BrokerConfig.temporary(), SCENE, blobDetector())) {
      WallPage wall = browser.openWall(platform.port());

      List<Drawn> drawn = wall.watch("gate", PICTURES);

      wall.screenshot(SCREENSHOTS.resolve("scene.png"));
      assertBoxesBelongToTheirPictures(drawn);
      assertBoxesFollowTheScene(drawn);
    }
  }

  @Test
  void shouldShowThemJustSoWithKafkaInAContainer() throws Exception {
    try (KafkaContainer kafka = KafkaImage.newContainer();
        Chromium browser = Chromium.start()) {
      kafka.start();
      BrokerConfig log = TestSite.externalLog(kafka.getBootstrapServers());
      try (AllInOne platform = start(log, SCENE, blobDetector())) {
        WallPage wall = browser.openWall(platform.port());

        List<Drawn> drawn = wall.watch("gate", PICTURES);

        wall.screenshot(SCREENSHOTS.resolve("scene-container.png"));
        assertBoxesBelongToTheirPictures(drawn);
        assertBoxesFollowTheScene(drawn);
      }
    }
  }

  @Test
  void shouldShowPeopleOfRealFootage() throws Exception {
    Path video = SharedFiles.require("videos/vtest/vtest.mp4");
    Path model = SharedFiles.require("models/yolox-nano/yolox_nano_416x416.onnx");
    try (Chromium browser = Chromium.start();
        AllInOne platform = start(BrokerConfig.temporary(), video.toString(), model)) {
      WallPage wall = browser.openWall(platform.port());

      List<Drawn> drawn = wall.watch("gate", PICTURES);

      wall.screenshot(SCREENSHOTS.resolve("vtest.png"));
      assertBoxesBelongToTheirPictures(drawn);
      assertThat(drawn)
          .filteredOn(picture -> people(picture) >= 2)
          .hasSizeGreaterThan(PICTURES / 2);
    }
  }

  private static AllInOne start(BrokerConfig log, String location, Path model) throws Exception {
    return AllInOne.start(TestSite.of(log, location, model), Progress.QUIET);
  }

  private Path blobDetector() throws Exception {
    return Files.write(folder.resolve("blob-detector.onnx"), BlobDetector.bytes());
  }

  private static void assertBoxesBelongToTheirPictures(List<Drawn> drawn) {
    assertThat(drawn)
        .filteredOn(picture -> picture.resultSequence() != -1)
        .allMatch(picture -> picture.sequence() == picture.resultSequence())
        .hasSizeGreaterThan(PICTURES / 2);
    assertThat(drawn)
        .filteredOn(picture -> picture.resultSequence() == -1)
        .allMatch(picture -> picture.boxes().isEmpty());
    assertThat(drawn.stream().map(Drawn::sequence)).isSorted().doesNotHaveDuplicates();
  }

  /** Boxes match what the scene holds in their own frame, better than in one half a second away. */
  private static void assertBoxesFollowTheScene(List<Drawn> drawn) {
    var scene = new JunctionScene(SEED, SIZE, FPS, java.time.Duration.ZERO);
    double now = overlap(drawn, scene, 0);

    assertThat(now).isCloseTo(1, within(.35));
    assertThat(overlap(drawn, scene, -5)).isLessThan(now);
    assertThat(overlap(drawn, scene, 5)).isLessThan(now);
  }

  /** Mean overlap of the scene's objects, {@code shift} frames on, with the best box drawn. */
  private static double overlap(List<Drawn> drawn, JunctionScene scene, int shift) {
    return drawn.stream()
        .filter(picture -> picture.resultSequence() >= Math.abs(shift))
        .flatMapToDouble(
            picture ->
                scene.truth(picture.sequence() + shift).stream()
                    .filter(FrameToBrowserIT::isCertain)
                    .mapToDouble(object -> bestOverlap(object, picture)))
        .average()
        .orElse(0);
  }

  private static boolean isCertain(SceneObject object) {
    return object.box().width() >= CERTAIN && object.box().height() >= CERTAIN;
  }

  private static double bestOverlap(SceneObject object, Drawn picture) {
    return picture.boxes().stream()
        .filter(labeled -> labeled.label().equals(object.label()))
        .mapToDouble(labeled -> labeled.box().iou(object.box()))
        .max()
        .orElse(0);
  }

  private static long people(Drawn picture) {
    return picture.boxes().stream().map(Labeled::label).filter("person"::equals).count();
  }
}
