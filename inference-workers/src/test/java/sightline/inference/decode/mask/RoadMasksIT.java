package sightline.inference.decode.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.Raster;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.Detection;
import sightline.inference.testmodel.SharedFiles;

/** Roads in pictures of CamVid, compared with what people drew. */
class RoadMasksIT {

  private static final Logger LOG = LoggerFactory.getLogger(RoadMasksIT.class);
  private static final int ROAD = 3;
  private static final int UNLABELLED = 11;

  @Test
  void shouldFindRoadsWithANetThatTakesItsPicturesPixelByPixel() throws Exception {
    Path model = SharedFiles.require("models/seg-road-adas-0001/road_segmentation_adas_0001.onnx");

    assertThat(roadOverlap(model, Set.of("road", "mark"))).isGreaterThanOrEqualTo(.93);
  }

  @Test
  void shouldFindRoadsWithANetOfTwoHeads() throws Exception {
    Path model = SharedFiles.require("models/seg-twinlitenet/twinlitenet.onnx");

    assertThat(roadOverlap(model, Set.of("drivable area", "lane line")))
        .isGreaterThanOrEqualTo(.78);
  }

  private static double roadOverlap(Path file, Set<String> roads) throws Exception {
    Path pictures = SharedFiles.require("datasets/camvid/val");
    Path labels = SharedFiles.require("datasets/camvid/valannot");
    var overlap = new Overlap();
    try (var model = MaskModel.open(file, 0)) {
      for (Path picture : MaskModel.files(pictures)) {
        Raster truth = MaskModel.labels(labels.resolve(picture.getFileName()));
        var valid = new BitSet();
        valid.set(0, truth.getWidth() * truth.getHeight());
        valid.andNot(MaskModel.where(truth, UNLABELLED));
        List<Detection> found = model.look(MaskModel.jpegOf(picture));
        overlap.add(covered(found, roads), MaskModel.where(truth, ROAD), valid);
      }
      LOG.info("{}: IoU of {} {}", model.manifest().name(), roads, overlap.iou());
    }
    return overlap.iou();
  }

  private static BitSet covered(List<Detection> found, Set<String> labels) {
    var covered = new BitSet();
    for (Detection one : found) {
      if (labels.contains(one.label())) {
        covered.or(MaskModel.pixels(one.mask()));
      }
    }
    return covered;
  }
}
