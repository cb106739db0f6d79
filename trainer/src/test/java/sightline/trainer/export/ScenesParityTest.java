package sightline.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.trainer.net.Net;
import sightline.trainer.net.latent.LatentNets;
import sightline.trainer.net.latent.NormalityNet;
import sightline.trainer.net.part.Settings;
import sightline.trainer.net.scene.PixelClasses;
import sightline.trainer.net.scene.PixelClasses.Kind;
import sightline.trainer.net.scene.SceneNet;
import sightline.trainer.net.table.NetTable;
import sightline.trainer.tensor.Processor;
import sightline.trainer.tensor.TorchReading;
import sightline.trainer.tensor.Weights;

/** Nets that give pictures say the same on libtorch and on ONNX Runtime, whatever is chosen. */
class ScenesParityTest {

  private static final int BATCH = 2;
  private static final List<Integer> PICTURE = List.of(3, 24, 32);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unet up=bilinear",
        "unet up=nearest down=dilated",
        "unet up=nails pool=average",
        "unet up=unpool",
        "unet up=unpool skips=false down=dilated",
        "unet up=transposed down=strided",
        "fcn stride=8",
        "fcn stride=4 up=bilinear",
        "fcn stride=2 up=nearest",
        "deconvnet",
        "deconvnet up=transposed pool=average",
        "binary",
        "multilabel",
        "autoencoder bytes=48",
        "autoencoder bits=0 channels=3",
        "vae latent=5 hidden=12",
        "normality family=autoencoder blur=3",
        "normality family=vae latent=5 background=true",
        "normality family=vae latent=5 rows=2 columns=2 cell=2 background=true",
        "normality family=vae latent=4 error=l2 divergence=0.5",
        "normality family=vae latent=4 rows=2 columns=4 cell=2 divergence=1",
        "decoder",
      })
  void shouldSayTheSameOnOnnxRuntime(String choice) throws Exception {
    Net net = net(choice);
    List<Integer> in = net.input();
    float[] pictures = shares(BATCH * in.get(0) * in.get(1) * in.get(2));

    try (var scope = new PointerScope();
        var guard = new NoGradGuard();
        var weights = Weights.begin(NetTable.parametersOf(net), 5, Processor.CPU)) {
      Tensor input = Processor.CPU.tensor(pictures, BATCH, in.get(0), in.get(1), in.get(2));
      Map<String, Tensor> answers = TorchReading.judging(weights).answer(net, input);
      byte[] file = OnnxFile.of(net, weights.numbers(), Map.of());
      Map<String, float[]> recorded =
          OnnxRun.of(file, pictures, BATCH, in.get(0), in.get(1), in.get(2));

      assertThat(recorded.keySet()).isEqualTo(answers.keySet());
      answers.forEach((name, answer) -> assertClose(Processor.numbers(answer), recorded.get(name)));
    }
  }

  private static Net net(String choice) {
    String[] words = choice.split(" ");
    var parameters = new HashMap<>(Map.of("levels", "3", "width", "4"));
    for (int i = 1; i < words.length; i++) {
      String[] pair = words[i].split("=");
      parameters.put(pair[0], pair[1]);
    }
    String family = parameters.remove("family");
    if (family == null) {
      family = words[0];
    } else if (parameters.containsKey("rows")) {
      parameters.put("levels", "2");
    }
    var settings = new Settings("net.parameters", parameters);
    return switch (words[0]) {
      case "autoencoder", "vae" -> LatentNets.of(family, settings, PICTURE, true);
      case "decoder" -> LatentNets.of("vae", settings, PICTURE, true).decoder();
      case "normality" -> NormalityNet.of(family, settings, PICTURE, true);
      case "binary" -> SceneNet.of("unet", settings, PICTURE, new PixelClasses(Kind.BINARY, 2));
      case "multilabel" ->
          SceneNet.of("unet", settings, PICTURE, new PixelClasses(Kind.INDEPENDENT, 3));
      default -> SceneNet.of(family, settings, PICTURE, new PixelClasses(Kind.EXCLUSIVE, 4));
    };
  }

  private static float[] shares(int count) {
    var random = new Random(3);
    var shares = new float[count];
    for (int i = 0; i < count; i++) {
      shares[i] = random.nextFloat();
    }
    return shares;
  }

  private static void assertClose(float[] computed, float[] recorded) {
    assertThat(recorded).hasSameSizeAs(computed);
    for (int i = 0; i < computed.length; i++) {
      assertThat(recorded[i])
          .isCloseTo(computed[i], within(1e-4f * Math.max(1, Math.abs(computed[i]))));
    }
  }
}
