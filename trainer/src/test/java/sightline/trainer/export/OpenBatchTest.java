package sightline.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.trainer.net.Net;
import sightline.trainer.net.detection.DetectionNets;
import sightline.trainer.net.detection.Recipes;
import sightline.trainer.net.detection.YoloNet;
import sightline.trainer.net.latent.NormalityNet;
import sightline.trainer.net.part.Settings;
import sightline.trainer.net.scene.PixelClasses;
import sightline.trainer.net.scene.PixelClasses.Kind;
import sightline.trainer.net.scene.SceneNet;
import sightline.trainer.net.table.NetTable;
import sightline.trainer.tensor.Processor;
import sightline.trainer.tensor.Weights;

/** An exported file says the same of a picture, whether it comes alone or with others. */
class OpenBatchTest {

  private static final int SIDE = 32;
  private static final List<Integer> PICTURE = List.of(3, SIDE, SIDE);
  private static final int PICTURES = 3;

  @ParameterizedTest
  @ValueSource(
      strings = {"yolo", "ssd", "ssd-fpn", "yolox", "locate", "unet", "fcn", "deconvnet", "vae"})
  void shouldSayTheSameOfAPictureInABatchOfThree(String family) throws Exception {
    byte[] file = file(net(family));
    float[] pictures = pictures(PICTURES * 3 * SIDE * SIDE);

    Map<String, float[]> together = OnnxRun.of(file, pictures, PICTURES, 3, SIDE, SIDE);

    for (int i = 0; i < PICTURES; i++) {
      float[] one = part(pictures, i);
      Map<String, float[]> alone = OnnxRun.of(file, one, 1, 3, SIDE, SIDE);
      for (Map.Entry<String, float[]> output : together.entrySet()) {
        assertThat(part(output.getValue(), i))
            .containsExactly(alone.get(output.getKey()), within(1e-5f));
      }
    }
  }

  @Test
  void shouldGiveTheGridOfTheLecture() throws Exception {
    var net =
        new YoloNet(List.of(3, 416, 416), 20, new Settings("net.parameters", Map.of("most", "64")));

    Map<String, float[]> answer = OnnxRun.of(file(net), pictures(3 * 416 * 416), 1, 3, 416, 416);

    assertThat(NetTable.answersOf(net)).containsExactly(Map.entry("grid", List.of(125, 13, 13)));
    assertThat(answer.get("grid")).hasSize(125 * 13 * 13);
  }

  private static byte[] file(Net net) {
    try (var weights = Weights.begin(NetTable.parametersOf(net), 5, Processor.CPU)) {
      return OnnxFile.of(net, weights.numbers(), Map.of());
    }
  }

  private static Net net(String family) {
    return switch (family) {
      case "unet", "fcn", "deconvnet" ->
          SceneNet.of(
              family,
              new Settings("net.parameters", Map.of("levels", "3", "width", "4")),
              PICTURE,
              new PixelClasses(Kind.EXCLUSIVE, 3));
      case "vae" ->
          NormalityNet.of(
              family,
              new Settings(
                  "net.parameters",
                  Map.of("levels", "2", "width", "4", "rows", "2", "columns", "2")),
              PICTURE,
              true);
      default -> DetectionNets.of(Recipes.of(family, SIDE, Map.of("width", "4")), 2);
    };
  }

  private static float[] pictures(int count) {
    var random = new Random(3);
    var numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat();
    }
    return numbers;
  }

  private static float[] part(float[] all, int picture) {
    int length = all.length / PICTURES;
    return Arrays.copyOfRange(all, picture * length, (picture + 1) * length);
  }
}
