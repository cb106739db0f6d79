package sightline.deploy.soak.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakVersionsTest {

  @TempDir Path folder;

  @Test
  void shouldBundleTheModelWithAnotherThresholdAndAllElseAsItWas() throws Exception {
    Path model = Files.writeString(folder.resolve("m.onnx"), "onnx");

    Path bundle =
        SoakVersions.bundle(
            folder.resolve("v.zip"), model, "labels: [person]\nminScore: 0.25\n", .5);

    try (var zip = new ZipFile(bundle.toFile())) {
      assertThat(zip.getInputStream(zip.getEntry("model.onnx"))).hasContent("onnx");
      assertThat(
              new String(zip.getInputStream(zip.getEntry("manifest.yaml")).readAllBytes(), "UTF-8"))
          .contains("minScore: 0.5", "person");
    }
  }

  @Test
  void shouldChangeOneByteOfTheFileWithADigest() throws Exception {
    Path file = Files.createDirectories(folder.resolve("sha256/ab")).resolve("abcd");
    Files.write(file, new byte[] {1, 2, 3});

    SoakVersions.corrupt(folder, "sha256:abcd");

    assertThat(Files.readAllBytes(file)).containsExactly(1, ~2, 3);
  }

  @Test
  void shouldTakeAFileAwayAndSayWhenThereIsNone() throws Exception {
    Path file = Files.writeString(folder.resolve("abcd"), "x");

    SoakVersions.remove(folder, "sha256:abcd");

    assertThat(file).doesNotExist();
    assertThatThrownBy(() -> SoakVersions.remove(folder, "sha256:abcd"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no file named abcd");
  }
}
