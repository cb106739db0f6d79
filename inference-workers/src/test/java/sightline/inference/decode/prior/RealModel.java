package sightline.inference.decode.prior;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import sightline.events.Detection;
import sightline.events.geometry.Letterbox;
import sightline.inference.decode.Tensor;
import sightline.inference.engine.Engine;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.OnnxEngine;
import sightline.inference.image.JpegDecoder;
import sightline.inference.image.Reduction;
import sightline.inference.image.TensorWriter;
import sightline.inference.manifest.Manifests;
import sightline.inference.model.ModelManifest;
import sightline.inference.reading.Reading;
import sightline.inference.reading.Readings;

/**
 * A model file behind the engine, the writer and the reading that the workers use, one picture at a
 * time.
 *
 * <p>Threading: one thread. Ownership: owns the engine.
 */
final class RealModel implements AutoCloseable {

  private static final long MAX_PIXELS = 10_000_000;

  private final Engine engine;
  private final ModelManifest manifest;
  private final Engine.Lane lane;
  private final Reading reading;
  private final JpegDecoder jpeg = new JpegDecoder(MAX_PIXELS);
  private final TensorWriter writer = new TensorWriter();

  private RealModel(Engine engine, ModelManifest manifest) {
    this.engine = engine;
    this.manifest = manifest;
    this.lane = engine.openLane(1, manifest.feed());
    this.reading = Readings.of(manifest, new Reading.Bounds(30_000, 512));
  }

  /**
   * The model {@code file} with the manifest {@code yaml}, and {@code minScore} instead of its own.
   */
  static RealModel open(Path file, String yaml, float minScore) throws Exception {
    Engine engine = OnnxEngine.open(file, EngineOptions.cpu());
    String name = Manifests.nameOf(file);
    ModelManifest manifest =
        yaml.isEmpty()
            ? Manifests.find(name, engine.tensors()).manifest()
            : Manifests.read(yaml, name, engine.tensors());
    return new RealModel(engine, manifest.withMinScore(minScore));
  }

  ModelManifest manifest() {
    return manifest;
  }

  List<Detection> detect(Path picture) throws Exception {
    return answer(write(picture));
  }

  /**
   * As {@link #detect}, each number of the input moved by Gaussian noise of width {@code sigma}.
   */
  List<Detection> detectWithNoise(Path picture, double sigma) throws Exception {
    Letterbox letterbox = write(picture);
    var random = new Random(1);
    for (int i = 0; i < lane.input().capacity(); i++) {
      lane.input().put(i, (float) (lane.input().get(i) + sigma * random.nextGaussian()));
    }
    return answer(letterbox);
  }

  private List<Detection> answer(Letterbox letterbox) throws Exception {
    lane.run(1);
    List<Tensor> outputs = new ArrayList<>();
    for (Engine.Output output : lane.outputs()) {
      int[] shape = output.shape().stream().mapToInt(Integer::intValue).toArray();
      var tensor = new Tensor(output.name(), shape);
      tensor.read(output.values(), 0);
      outputs.add(tensor);
    }
    return reading.read(outputs, letterbox, () -> {});
  }

  private Letterbox write(Path picture) throws Exception {
    return writer.write(
        jpeg.decode(bytes(picture), Reduction.FULL), manifest.input(), lane.input(), 0);
  }

  private static byte[] bytes(Path picture) throws IOException {
    return Files.readAllBytes(picture);
  }

  @Override
  public void close() {
    writer.close();
    jpeg.close();
    lane.close();
    engine.close();
  }
}
