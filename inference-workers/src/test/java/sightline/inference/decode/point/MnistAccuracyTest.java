package sightline.inference.decode.point;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Letterbox;
import sightline.inference.decode.Tensor;
import sightline.inference.engine.Engine;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.engine.OnnxEngine;
import sightline.inference.manifest.Manifests;
import sightline.inference.model.ModelManifest;
import sightline.inference.reading.Reading;
import sightline.inference.reading.Readings;
import sightline.inference.testmodel.SharedFiles;

/** A real classifier without manifest on real digits, from tensors to detections. */
class MnistAccuracyTest {

  private static final Logger LOG = LoggerFactory.getLogger(MnistAccuracyTest.class);
  private static final int DIGITS = 500;
  private static final int PIXELS = 28 * 28;
  private static final double LEAST_SHARE = .97;
  private static final Letterbox WHOLE = new Letterbox(new FrameSize(28, 28), 0, 0, 28, 28);

  @Test
  void shouldNameTheDigits() throws Exception {
    Path model = SharedFiles.require("models/mnist-cnn/mnist.onnx");
    byte[] pictures = idx("datasets/mnist-idx/t10k-images-idx3-ubyte.gz", 16);
    byte[] labels = idx("datasets/mnist-idx/t10k-labels-idx1-ubyte.gz", 8);

    int right = 0;
    try (Engine engine = OnnxEngine.open(model, EngineOptions.cpu())) {
      ModelManifest manifest = Manifests.find("mnist", engine.tensors()).manifest();
      Reading reading = Readings.of(manifest, new Reading.Bounds(100, 64));
      try (Engine.Lane lane = engine.openLane(1, manifest.feed())) {
        for (int digit = 0; digit < DIGITS; digit++) {
          Detection found = look(lane, reading, pictures, digit);
          right += found.label().equals(Integer.toString(labels[digit])) ? 1 : 0;
          assertThat(found.box()).isEqualTo(new Box(0, 0, 28, 28));
        }
      }
    }

    LOG.info("{} of {} digits named", right, DIGITS);
    assertThat((double) right / DIGITS).isGreaterThanOrEqualTo(LEAST_SHARE);
  }

  private static Detection look(Engine.Lane lane, Reading reading, byte[] pictures, int digit)
      throws InferenceFailed {
    FloatBuffer input = lane.input();
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      input.put(pixel, Byte.toUnsignedInt(pictures[digit * PIXELS + pixel]));
    }
    lane.run(1);
    List<Tensor> outputs = lane.outputs().stream().map(MnistAccuracyTest::tensor).toList();
    List<Detection> found = reading.read(outputs, WHOLE, () -> {});
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static Tensor tensor(Engine.Output output) {
    var tensor =
        new Tensor(output.name(), output.shape().stream().mapToInt(Integer::intValue).toArray());
    tensor.read(output.values(), 0);
    return tensor;
  }

  /** What follows the header of {@code headerBytes}. */
  private static byte[] idx(String name, int headerBytes) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(SharedFiles.require(name)))) {
      ByteBuffer all = ByteBuffer.wrap(in.readAllBytes());
      byte[] rest = new byte[all.capacity() - headerBytes];
      all.get(headerBytes, rest);
      return rest;
    }
  }
}
