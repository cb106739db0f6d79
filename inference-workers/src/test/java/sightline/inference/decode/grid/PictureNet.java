package sightline.inference.decode.grid;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import sightline.events.Detection;
import sightline.events.geometry.Letterbox;
import sightline.inference.decode.Tensor;
import sightline.inference.engine.Engine;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.EngineRefused;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.engine.OnnxEngine;
import sightline.inference.image.JpegDecoder;
import sightline.inference.image.Reduction;
import sightline.inference.image.TensorWriter;
import sightline.inference.image.UnreadablePicture;
import sightline.inference.manifest.Manifests;
import sightline.inference.model.ModelManifest;
import sightline.inference.reading.Reading;
import sightline.inference.reading.Readings;

/**
 * A net that is given pictures, one at a time, by the parts that the workers use.
 *
 * <p>Threading: one thread. Ownership: owns the engine, its lane and the native pictures.
 */
final class PictureNet implements AutoCloseable {

  private static final long MAX_PIXELS = 10_000_000;
  private static final Reading.Bounds BOUNDS = new Reading.Bounds(30_000, 512);

  private final JpegDecoder jpeg = new JpegDecoder(MAX_PIXELS);
  private final TensorWriter writer = new TensorWriter();
  private final Engine engine;
  private final ModelManifest manifest;
  private final Engine.Lane lane;
  private final Reading reading;

  private PictureNet(Engine engine, ModelManifest manifest) {
    this.engine = engine;
    this.manifest = manifest;
    this.lane = engine.openLane(1, manifest.feed());
    this.reading = Readings.of(manifest, BOUNDS);
  }

  /** The net of {@code file} and its manifest, with {@code minScore} instead of its own. */
  static PictureNet open(Path file, float minScore) throws EngineRefused, IOException {
    Engine engine = OnnxEngine.open(file, EngineOptions.cpu());
    return new PictureNet(engine, Manifests.read(file, engine.tensors()).withMinScore(minScore));
  }

  ModelManifest manifest() {
    return manifest;
  }

  List<Detection> detect(byte[] picture) throws UnreadablePicture, InferenceFailed {
    Letterbox letterbox =
        writer.write(jpeg.decode(picture, Reduction.FULL), manifest.input(), lane.input(), 0);
    lane.run(1);
    List<Tensor> outputs = lane.outputs().stream().map(PictureNet::read).toList();
    return reading.read(outputs, letterbox, () -> {});
  }

  private static Tensor read(Engine.Output output) {
    var tensor =
        new Tensor(output.name(), output.shape().stream().mapToInt(Integer::intValue).toArray());
    tensor.read(output.values(), 0);
    return tensor;
  }

  @Override
  public void close() {
    lane.close();
    engine.close();
    writer.close();
    jpeg.close();
  }
}
