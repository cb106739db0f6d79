package sightline.deploy.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.ingest.source.scene.SceneSettings;
import sightline.ingest.source.scene.SceneTruth;
import sightline.trainer.data.Dataset;
import sightline.trainer.data.ReadRules;
import sightline.trainer.data.Sample;
import sightline.trainer.data.format.DatasetFormat;
import sightline.trainer.data.format.Detected;
import sightline.trainer.data.scene.DefectScene;

class SceneDatasetTest {

  private static final String SCENE = "scene:junction?seed=7&size=160x120";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 42, 9, 9", "4, 42, 9, 9"})
  void shouldWriteBoxesThatTheTrainerReadsBack(int seeds, int train, int val, int test)
      throws Exception {
    Path out = write(SceneWish.of(SCENE, seeds, 60, 7, TruthKind.BOXES));

    assertThat(Files.exists(out.resolve("annotations/instances_test.json"))).isTrue();
    assertThat(read(out, "train").samples()).hasSize(train);
    assertThat(read(out, "val").samples()).hasSize(val);
    assertThat(read(out, "test").samples()).hasSize(test);
    assertThat(read(out, "train").labels()).containsExactly("person", "car");
    assertThat(read(out, "train").flaws()).isEmpty();
    for (Sample sample : read(out, "val").samples()) {
      assertThat(sample.truths()).hasSameSizeAs(truthOf(sample.picture()));
    }
  }

  @Test
  void shouldWriteLabelMapsThatTheTrainerReadsBack() throws Exception {
    Path out = write(SceneWish.of(SCENE, 3, 20, 20, TruthKind.MASKS));

    Dataset dataset = read(out, "train");
    assertThat(dataset.labels())
        .containsExactly("background", "road", "sidewalk", "crosswalk", "person", "car");
    assertThat(dataset.samples()).hasSize(14);
    Sample sample = dataset.samples().get(0);
    int[] ids = sample.scene().read().ids();
    byte[] classes = new SceneTruth(SceneSettings.parse(SCENE)).classes(frame(sample.picture()));
    assertThat(Arrays.stream(ids).toArray())
        .isEqualTo(Stream.of(classes).flatMapToInt(SceneDatasetTest::numbers).toArray());
  }

  @Test
  void shouldWriteNormalPicturesToLearnFromAndOddOnesToTestWith() throws Exception {
    Path out = write(SceneWish.of(SCENE + "&odd=0.3", 3, 40, 5, TruthKind.NORMAL));

    assertThat(read(out, "train").samples()).hasSize(28).noneMatch(SceneDatasetTest::isOdd);
    List<Sample> test = read(out, "test").samples();
    assertThat(test).hasSize(12).filteredOn(SceneDatasetTest::isOdd).hasSize(6);
    for (Sample sample : test) {
      assertThat(Arrays.stream(sample.scene().read().ids()).sum() > 0).isEqualTo(isOdd(sample));
    }
  }

  @Test
  void shouldMakeTheSameFilesForTheSameWish() throws Exception {
    var wish = SceneWish.of(SCENE, 2, 12, 7, TruthKind.BOXES);
    SceneDataset.write(wish, folder.resolve("one"), done -> {});

    Map<String, Integer> counts = SceneDataset.write(wish, folder.resolve("two"), done -> {});

    assertThat(counts.values().stream().mapToInt(n -> n).sum()).isEqualTo(12);
    assertThat(bytes("two/annotations/instances_train.json"))
        .isEqualTo(bytes("one/annotations/instances_train.json"));
    assertThat(bytes("two/train/7-000007.jpg")).isEqualTo(bytes("one/train/7-000007.jpg"));
  }

  @Test
  void shouldLeaveAFolderAloneThatHoldsSomething() throws Exception {
    Files.writeString(folder.resolve("letter.txt"), "mine");

    assertThatThrownBy(
            () ->
                SceneDataset.write(
                    SceneWish.of(SCENE, 1, 10, 1, TruthKind.BOXES), folder, done -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not empty");
    assertThat(folder.resolve("letter.txt")).hasContent("mine");
  }

  @ParameterizedTest
  @CsvSource({
    "scene:forest, 3, 60, is not a scene",
    "scene:junction, 0, 60, seeds is 0",
    "scene:junction, 3, 1, pictures is 1",
    "scene:junction, 3, 60, has no oddities to test with"
  })
  void shouldRefuseAWishThatMakesNoSense(String scene, int seeds, int pictures, String words) {
    assertThatThrownBy(() -> SceneWish.of(scene, seeds, pictures, 7, TruthKind.NORMAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void shouldTakeSeedsAndStepsFromTheSceneOfARecipe() {
    SceneWish wish = SceneWish.ofRecipe(SCENE + "&seeds=4&every=3&vary=1", 70, "semantic");

    assertThat(wish.seeds()).containsExactly(7L, 8L, 9L, 10L);
    assertThat(wish.every()).isEqualTo(3);
    assertThat(wish.pictures()).isEqualTo(100);
    assertThat(wish.truth()).isEqualTo(TruthKind.MASKS);
    assertThat(wish.scene().vary()).isEqualTo(1);
  }

  private Path write(SceneWish wish) throws Exception {
    Path out = folder.resolve("dataset");
    SceneDataset.write(wish, out, done -> {});
    Detected found = DatasetFormat.detect(out);
    assertThat(found.format().wireName()).isEqualTo(wish.truth().format());
    return out;
  }

  private static Dataset read(Path out, String split) throws Exception {
    return DatasetFormat.detect(out).format().reader().read(out, ReadRules.USUAL.ofSplit(split));
  }

  private static List<?> truthOf(Path picture) {
    String seed = picture.getFileName().toString().split("-")[0];
    var settings = SceneSettings.parse(SCENE.replace("seed=7", "seed=" + seed));
    return new SceneTruth(settings).objects(frame(picture));
  }

  private static long frame(Path picture) {
    return Long.parseLong(picture.getFileName().toString().replaceAll("^.*-|[.].*$", ""));
  }

  private static java.util.stream.IntStream numbers(byte[] classes) {
    return java.util.stream.IntStream.range(0, classes.length).map(i -> classes[i] & 0xFF);
  }

  private static boolean isOdd(Sample sample) {
    return ((DefectScene) sample.scene()).defective();
  }

  private byte[] bytes(String path) throws IOException {
    return Files.readAllBytes(folder.resolve(path));
  }
}
