package sightline.inference.check.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.Limits;
import sightline.inference.testmodel.BlobDetector;
import sightline.inference.testmodel.SmallYolox;

class DamagedFileTest {

  private static final int FILES = 3000;
  private static final Limits TIGHT = Limits.parse("maxNodes=1000,maxTensors=1000");

  @TempDir private Path folder;

  @Test
  void shouldReadOrRefuseAnyDamagedFileAndNeverFail() throws IOException {
    var random = new Random(11);
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] bytes = i % 10 == 0 ? BlobDetector.bytes() : new SmallYolox().bytes();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      refused += isRefused(bytes) ? 1 : 0;
    }

    assertThat(refused).isBetween(FILES / 10, FILES);
  }

  private boolean isRefused(byte[] bytes) throws IOException {
    try {
      OnnxFile facts = OnnxFile.read(Files.write(folder.resolve("net.onnx"), bytes), TIGHT);
      return facts.nodes() < 0;
    } catch (BadUpload e) {
      return true;
    }
  }
}
