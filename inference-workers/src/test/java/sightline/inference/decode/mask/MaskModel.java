package sightline.inference.decode.mask;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import sightline.events.Detection;
import sightline.events.geometry.Letterbox;
import sightline.events.geometry.Mask;
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
 * The whole way from a picture to masks as large as the frame, one picture at a time.
 *
 * <p>Threading: one thread.
 */
final class MaskModel implements AutoCloseable {

  private static final int MAX_CANDIDATES = 30_000;
  private static final int MAX_MASK_SIDE = 4096;
  private static final long MAX_PIXELS = 10_000_000;

  private final OnnxEngine engine;
  private final ModelManifest manifest;
  private final Engine.Lane lane;
  private final Reading reading;
  private final JpegDecoder jpeg = new JpegDecoder(MAX_PIXELS);
  private final TensorWriter writer = new TensorWriter();

  private MaskModel(OnnxEngine engine, ModelManifest manifest) {
    this.engine = engine;
    this.manifest = manifest;
    this.lane = engine.openLane(1, manifest.feed());
    this.reading = Readings.of(manifest, new Reading.Bounds(MAX_CANDIDATES, MAX_MASK_SIDE));
  }

  static MaskModel open(Path file, float minScore) throws Exception {
    OnnxEngine engine = OnnxEngine.open(file, EngineOptions.cpu());
    return new MaskModel(engine, Manifests.read(file, engine.tensors()).withMinScore(minScore));
  }

  ModelManifest manifest() {
    return manifest;
  }

  List<Detection> look(byte[] picture) throws Exception {
    Letterbox letterbox =
        writer.write(jpeg.decode(picture, Reduction.FULL), manifest.input(), lane.input(), 0);
    lane.run(1);
    List<Tensor> outputs = lane.outputs().stream().map(MaskModel::tensor).toList();
    return reading.read(outputs, letterbox, () -> {});
  }

  private static Tensor tensor(Engine.Output output) {
    var tensor =
        new Tensor(output.name(), output.shape().stream().mapToInt(Integer::intValue).toArray());
    tensor.read(output.values(), 0);
    return tensor;
  }

  /** A PNG file as a JPEG of the best quality. */
  static byte[] jpegOf(Path png) throws IOException {
    BufferedImage picture = ImageIO.read(png.toFile());
    var bytes = new ByteArrayOutputStream();
    var encoder = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam quality = encoder.getDefaultWriteParam();
    quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    quality.setCompressionQuality(1);
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      encoder.setOutput(out);
      encoder.write(null, new IIOImage(picture, null, null), quality);
    }
    encoder.dispose();
    return bytes.toByteArray();
  }

  /** The gray values of a PNG file, as it has them. */
  static Raster labels(Path png) throws IOException {
    return ImageIO.read(png.toFile()).getRaster();
  }

  /** The pixels of {@code labels} with this value, numbered column by column. */
  static BitSet where(Raster labels, int value) {
    var pixels = new BitSet();
    for (int x = 0; x < labels.getWidth(); x++) {
      for (int y = 0; y < labels.getHeight(); y++) {
        pixels.set(x * labels.getHeight() + y, labels.getSample(x, y, 0) == value);
      }
    }
    return pixels;
  }

  /** The pixels that {@code mask} covers, numbered column by column. */
  static BitSet pixels(Mask mask) {
    var pixels = new BitSet();
    int pixel = 0;
    boolean covers = false;
    for (int run : mask.runs()) {
      pixels.set(pixel, pixel + run, covers);
      pixel += run;
      covers = !covers;
    }
    return pixels;
  }

  /** The files in {@code folder} by name. */
  static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Override
  public void close() {
    writer.close();
    jpeg.close();
    lane.close();
    engine.close();
  }
}
