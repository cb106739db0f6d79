package sightline.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.inference.model.Feed;
import sightline.inference.testmodel.BlobDetector;

/** The same pictures through the same net on the CPU and on a GPU. */
@Tag("gpu")
class GpuParityTest {

  private static final List<Integer> SHAPE = List.of(3, 416, 416);
  private static final int PICTURES = 4;

  @TempDir static Path folder;

  @Test
  void shouldAnswerTheSameOnTheGpuAsOnTheCpu() throws Exception {
    assumeTrue(
        OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA),
        "skipped: this ONNX Runtime has no CUDA (-Donnxruntime.native.path names a GPU build)");
    Path file = folder.resolve("blob-detector.onnx");
    BlobDetector.main(new String[] {file.toString()});

    float[] onCpu = answer(file, "cpu");
    float[] onGpu = answer(file, "cuda");

    assertThat(onGpu).hasSameSizeAs(onCpu);
    for (int i = 0; i < onCpu.length; i++) {
      assertThat(onGpu[i]).isCloseTo(onCpu[i], org.assertj.core.api.Assertions.within(1e-2f));
    }
  }

  private static float[] answer(Path file, String provider) throws Exception {
    try (var engine = OnnxEngine.open(file, new EngineOptions(provider, 0, 1));
        var lane =
            engine.openLane(
                PICTURES, new Feed(engine.tensors().inputs().get(0).name(), SHAPE, Map.of()))) {
      assertThat(engine.provider()).isEqualTo(provider);
      var random = new Random(7);
      for (int i = 0; i < lane.input().capacity(); i++) {
        lane.input().put(i, random.nextInt(256));
      }
      lane.run(PICTURES);
      FloatBuffer values = lane.outputs().get(0).values();
      float[] copy = new float[values.capacity()];
      values.get(0, copy);
      return copy;
    }
  }
}
