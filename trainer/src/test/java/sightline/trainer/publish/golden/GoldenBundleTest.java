package sightline.trainer.publish.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.trainer.publish.TestRecipes;

class GoldenBundleTest {

  @TempDir private Path folder;

  @Test
  void shouldGiveTheSameBytesForTheSameFiles() throws Exception {
    Path onnx = Files.write(folder.resolve("model.onnx"), new byte[] {1, 2, 3});
    GoldenBundle.write(folder.resolve("one.zip"), onnx, List.of(frame(1)));
    GoldenBundle.write(folder.resolve("two.zip"), onnx, List.of(frame(1)));

    assertThat(folder.resolve("one.zip")).hasSameBinaryContentAs(folder.resolve("two.zip"));
  }

  @Test
  void shouldWriteTensorsThatOthersRead() throws Exception {
    ByteBuffer file = ByteBuffer.wrap(frame(.5f).tensors()).order(ByteOrder.LITTLE_ENDIAN);

    int length = (int) file.getLong();
    var text = new byte[length];
    file.get(text);
    var header = new ObjectMapper().readTree(new String(text, StandardCharsets.UTF_8));

    assertThat(length % 8).isZero();
    assertThat(header.at("/input/shape").toString()).isEqualTo("[1,2]");
    assertThat(header.at("/output.boxes/data_offsets").toString()).isEqualTo("[8,16]");
    assertThat(file.getFloat()).isEqualTo(.5f);
    assertThat(file.remaining()).isEqualTo(12);
  }

  @Test
  void shouldAllowLargeNumbersTheRoundingOfTheirSize() {
    assertThat(frame(400).results().at("/limits/boxes").asDouble()).isCloseTo(4e-4, within(1e-9));
    assertThat(frame(1).results().has("limits")).isFalse();
  }

  @Test
  void shouldPutObjectsOnTheFrame() {
    var input = TestRecipes.of(0, 0).input(); // 192 x 144, stretched
    var low = new Detection(new Box(0, 0, 9, 9), 0, "person", .1f);
    var sure = new Detection(new Box(48, 36, 96, 72), 0, "person", .9f);

    List<Detection> objects =
        GoldenFrame.inFrame(List.of(sure, low), new FrameSize(640, 480), input, .35f);

    assertThat(objects)
        .containsExactly(new Detection(new Box(160, 120, 320, 240), 0, "person", .9f));
  }

  private static GoldenFrame frame(float value) {
    var numbers = new Numbers(List.of(1, 2), new float[] {value, value});
    return new GoldenFrame(
        "a b/c.d",
        new byte[] {1},
        new Numbers(List.of(1, 2), new float[] {.5f, .5f}),
        Map.of("boxes", numbers),
        Optional.empty(),
        Optional.empty());
  }
}
