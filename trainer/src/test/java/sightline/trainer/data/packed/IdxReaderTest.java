package sightline.trainer.data.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.ReadRules;
import sightline.trainer.testdata.SharedFiles;

class IdxReaderTest {

  private static final byte[] LABELS = {0, 0, 8, 1, 0, 0, 0, 2, 7, 3};
  private static final byte[] PICTURES = {
    0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 10, 11, 12, 20, 21, 22
  };

  private static Packed read(Path folder, byte[] labels, byte[] pictures) throws Exception {
    Files.write(folder.resolve("train-labels-idx1-ubyte"), labels);
    Files.write(folder.resolve("train-images-idx3-ubyte"), pictures);
    return IdxReader.read(folder, ReadRules.USUAL.ofSplit("train"));
  }

  @Test
  void shouldReadPicturesRowByRowWithTheirClasses(@TempDir Path folder) throws Exception {
    Packed packed = read(folder, LABELS, PICTURES);

    var second = packed.dataset().samples().get(1);
    assertThat(second.truths().get(0).classId()).isEqualTo(3);
    assertThat(second.size()).hasToString("3x1");
    assertThat(packed.pixels().read(second).bytes()).containsExactly(20, 21, 22);
  }

  @Test
  void shouldRefuseAFileThatEndsEarly(@TempDir Path folder) {
    byte[] half = java.util.Arrays.copyOf(PICTURES, 18);

    assertThatThrownBy(() -> read(folder, LABELS, half))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining("expected whole IDX files");
  }

  @Test
  void shouldRefuseAFileThatClaimsMoreThanThereMayBe(@TempDir Path folder) {
    byte[] vast = LABELS.clone();
    vast[4] = 127;

    assertThatThrownBy(() -> read(folder, vast, PICTURES))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining("expected 1 to");
  }

  @Test
  void shouldRefuseOtherFiles(@TempDir Path folder) {
    assertThatThrownBy(() -> read(folder, PICTURES, PICTURES))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining("expected an IDX file that begins with 00000801");
  }

  @Test
  void shouldReadTheTestDigitsOfMnist() throws Exception {
    Path folder = SharedFiles.require("datasets/mnist-idx");

    Packed mnist = IdxReader.read(folder, ReadRules.USUAL.ofSplit("test"));

    assertThat(mnist.dataset().samples()).hasSize(10_000);
    assertThat(mnist.dataset().samples().stream().limit(10))
        .extracting(sample -> sample.truths().get(0).classId())
        .containsExactly(7, 2, 1, 0, 4, 1, 4, 9, 5, 9);
    assertThat(mnist.pixels().read(mnist.dataset().samples().get(0)).bytes()).hasSize(784);
  }
}
