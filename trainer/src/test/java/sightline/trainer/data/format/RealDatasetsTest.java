package sightline.trainer.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.events.geometry.Box;
import sightline.events.geometry.Mask;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.Dataset;
import sightline.trainer.data.OnFlaw;
import sightline.trainer.data.ReadRules;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Truth;
import sightline.trainer.data.scene.DefectScene;
import sightline.trainer.testdata.SharedFiles;

class RealDatasetsTest {

  private static final ReadRules STRICT = ReadRules.USUAL.on(OnFlaw.FAIL);
  private static final List<String> CAMVID =
      List.of(
          "sky",
          "building",
          "pole",
          "road",
          "pavement",
          "tree",
          "sign",
          "fence",
          "car",
          "pedestrian",
          "bicyclist",
          "unlabelled");

  private static Path shared(String name) {
    return SharedFiles.require("datasets").resolve(name);
  }

  private static Dataset read(DatasetFormat format, String name, ReadRules rules) throws Exception {
    return format.reader().read(shared(name), rules);
  }

  private static ReadRules cocoVal() {
    return STRICT.ofSplit("val").withPictures(shared("coco128/images"));
  }

  private static Stream<Truth> truths(Dataset dataset) {
    return dataset.samples().stream().flatMap(sample -> sample.truths().stream());
  }

  @ParameterizedTest
  @CsvSource({
    "bccd, voc",
    "bccd/BCCD, voc",
    "camvid, masks",
    "magnetic-tile, mvtec",
    "mot-tud-campus-frames, mot",
    "panopticapi-sample, coco-panoptic",
    "coco128/object_detection, yolo",
    "coco128/instance_segmentation, yolo-seg",
    "coco128/semantic_segmentation, masks",
    "coco128/panoptic_segmentation, coco-panoptic",
    "voc2007-100/gts/pascalvoc_format, voc",
    "voc2007-100/gts/coco_format_v1, coco",
    "voc2007-100/gts/yolo_format, yolo",
    "voc2007-100/gts/openimages_format, open-images",
    "voc2007-100/gts/cvat_format, cvat"
  })
  void shouldDetectTheFormatOfAFolder(String folder, String format) throws Exception {
    Detected detected = DatasetFormat.detect(shared(folder));

    assertThat(detected.format().wireName()).as(detected.why()).isEqualTo(format);
  }

  @ParameterizedTest
  @CsvSource({"coco128, yolo in object_detection", "voc2007-100, cvat in gts/cvat_format"})
  void shouldListWhatIsThereWhenAFolderHoldsSeveralDatasets(String folder, String listed) {
    assertThatThrownBy(() -> DatasetFormat.detect(shared(folder)))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining(listed);
  }

  @Test
  void shouldReadTheBoxesOfCoco128WhoseTrainSplitIsNotThere() throws Exception {
    Dataset coco = read(DatasetFormat.YOLO, "coco128/object_detection", cocoVal());

    assertThat(coco.samples()).hasSize(128);
    assertThat(truths(coco)).hasSize(898);
    assertThat(coco.labels()).hasSize(80).startsWith("person").endsWith("toothbrush");
    assertThat(coco.samples().get(0).id()).isEqualTo("val2017/000000000139");
    assertThat(coco.flaws()).isEmpty();
  }

  @Test
  void shouldReadThePolygonsOfTheHundredPicturesThatHaveSome() throws Exception {
    Dataset coco = read(DatasetFormat.YOLO_SEG, "coco128/instance_segmentation", cocoVal());

    assertThat(coco.samples()).hasSize(100);
    assertThat(truths(coco)).hasSize(712).noneMatch(truth -> truth.mask().equals(Mask.NONE));
    assertThat(coco.labels()).hasSize(80).endsWith("toothbrush");
  }

  @Test
  void shouldReadSemanticLabelMapsWithGapsBetweenTheClasses() throws Exception {
    Dataset coco = read(DatasetFormat.MASKS, "coco128/semantic_segmentation", cocoVal());

    var scene = coco.samples().get(0).scene().read();

    assertThat(coco.samples()).hasSize(100);
    assertThat(coco.labels()).startsWith("person").doesNotContain("unlabeled");
    assertThat(scene.width()).isEqualTo(640);
    assertThat(Arrays.stream(scene.ids()).filter(id -> id == 199).count()).isEqualTo(83201);
  }

  @Test
  void shouldReadPanopticSegmentsWhoseAreasAreThoseOfTheFile() throws Exception {
    Dataset coco = read(DatasetFormat.COCO_PANOPTIC, "coco128/panoptic_segmentation", cocoVal());

    var sample = coco.samples().get(0);
    var scene = sample.scene().read();

    assertThat(coco.samples()).hasSize(100);
    assertThat(coco.labels()).hasSize(133);
    assertThat(sample.id()).isEqualTo("139");
    assertThat(Arrays.stream(scene.ids()).filter(id -> id == 2038814).count()).isEqualTo(13247);
  }

  @Test
  void shouldReadThePanopticSample() throws Exception {
    Dataset sample = DatasetFormat.detect(shared("panopticapi-sample")).read(STRICT);

    int parts = 0;
    for (Sample one : sample.samples()) {
      parts += one.scene().read().parts().size();
    }

    assertThat(sample.samples()).hasSize(2);
    assertThat(parts).isEqualTo(50);
  }

  @Test
  void shouldReadRunsWhoseAreasAreThoseOfTheFile() throws Exception {
    Dataset sample = read(DatasetFormat.COCO, "panopticapi-sample/sample_data", STRICT);

    assertThat(truths(sample))
        .hasSize(50)
        .allMatch(t -> sightline.trainer.shape.Runs.of(t.mask()).area() == (long) t.area());
    assertThat(truths(sample).filter(Truth::crowd)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"'', 364", "train, 205", "val, 87", "test, 72"})
  void shouldReadTheSplitsOfBccd(String split, int pictures) throws Exception {
    Dataset bccd = read(DatasetFormat.VOC, "bccd/BCCD", ReadRules.USUAL.ofSplit(split));

    assertThat(bccd.samples()).hasSize(pictures);
    assertThat(bccd.labels()).containsExactly("Platelets", "RBC", "WBC");
  }

  @Test
  void shouldFindExactlyTheTwoBoxesOfBccdThatHaveNoArea() throws Exception {
    Dataset bccd = read(DatasetFormat.VOC, "bccd/BCCD", ReadRules.USUAL);

    assertThat(truths(bccd)).hasSize(4886);
    assertThat(bccd.flaws())
        .extracting("file")
        .containsExactly("Annotations/BloodImage_00338.xml", "Annotations/BloodImage_00343.xml");
  }

  @ParameterizedTest
  @CsvSource({
    "coco_format_v1, COCO",
    "yolo_format, YOLO",
    "openimages_format, OPEN_IMAGES",
    "cvat_format, CVAT"
  })
  void shouldReadTheSameBoxesFromEveryFormat(String folder, DatasetFormat format) throws Exception {
    ReadRules rules = STRICT.withPictures(shared("voc2007-100/images"));
    Dataset voc = read(DatasetFormat.VOC, "voc2007-100/gts/pascalvoc_format", rules);

    Dataset other = read(format, "voc2007-100/gts/" + folder, rules);

    assertThat(other.samples()).hasSize(100);
    assertThat(truths(other)).hasSize(273);
    List<Named> expected = named(voc);
    List<Named> actual = named(other);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).name).isEqualTo(expected.get(i).name);
      assertThat(actual.get(i).box.left()).isCloseTo(expected.get(i).box.left(), within(0.51f));
      assertThat(actual.get(i).box.top()).isCloseTo(expected.get(i).box.top(), within(0.51f));
      assertThat(actual.get(i).box.right()).isCloseTo(expected.get(i).box.right(), within(0.51f));
      assertThat(actual.get(i).box.bottom()).isCloseTo(expected.get(i).box.bottom(), within(0.51f));
    }
  }

  private record Named(String name, Box box) {}

  private static List<Named> named(Dataset dataset) {
    return dataset.samples().stream()
        .flatMap(
            sample ->
                sample.truths().stream()
                    .map(
                        truth ->
                            new Named(
                                sample.picture().getFileName()
                                    + " "
                                    + dataset.labels().get(truth.classId()),
                                truth.box())))
        .sorted(
            Comparator.comparing(Named::name)
                .thenComparing(named -> Math.round(named.box.left()))
                .thenComparing(named -> Math.round(named.box.top()))
                .thenComparing(named -> Math.round(named.box.right())))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"train, 62", "val, 21", "'', 83"})
  void shouldReadCamvid(String split, int pictures) throws Exception {
    Dataset camvid = read(DatasetFormat.MASKS, "camvid", STRICT.ofSplit(split).withLabels(CAMVID));

    assertThat(camvid.samples()).hasSize(pictures);
    assertThat(camvid.labels()).hasSize(11);
    assertThat(Arrays.stream(camvid.samples().get(0).scene().read().ids()).max().getAsInt())
        .isBetween(1, 11);
  }

  @Test
  void shouldReadTheMagneticTiles() throws Exception {
    Dataset tiles = read(DatasetFormat.MVTEC, "magnetic-tile", STRICT);

    long defective =
        tiles.samples().stream().filter(s -> ((DefectScene) s.scene()).defective()).count();

    assertThat(tiles.samples()).hasSize(300);
    assertThat(defective).isEqualTo(80);
    assertThat(tiles.labels()).containsExactly("Blowhole", "Break", "Crack", "Fray", "Uneven");
    for (Sample sample : tiles.samples()) {
      boolean marked = Arrays.stream(sample.scene().read().ids()).anyMatch(id -> id == 1);
      assertThat(marked && !((DefectScene) sample.scene()).defective()).isFalse();
    }
  }

  @Test
  void shouldReadTheTracksOfTudCampus() throws Exception {
    Dataset campus = read(DatasetFormat.MOT, "mot-tud-campus-frames", STRICT);

    assertThat(campus.samples()).hasSize(71);
    assertThat(truths(campus)).hasSize(359);
    assertThat(truths(campus).map(Truth::track).distinct()).hasSize(8);
    assertThat(campus.labels()).containsExactly("pedestrian");
  }
}
