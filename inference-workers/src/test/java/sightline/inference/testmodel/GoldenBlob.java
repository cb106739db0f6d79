package sightline.inference.testmodel;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import sightline.events.Detection;
import sightline.events.geometry.Letterbox;
import sightline.inference.bundle.Zips;
import sightline.inference.engine.Engine;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.OnnxEngine;
import sightline.inference.image.JpegDecoder;
import sightline.inference.image.Reduction;
import sightline.inference.image.TensorWriter;
import sightline.inference.manifest.Manifests;
import sightline.inference.model.ModelManifest;
import sightline.inference.reading.Answer;
import sightline.inference.reading.Reading;
import sightline.inference.reading.Readings;

/** Bundles of a {@link BlobDetector} and two golden frames with the tensors that it gives. */
public final class GoldenBlob {

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  private GoldenBlob() {}

  /** What {@code net} gives, and its results. */
  public static GoldenBlob of(byte[] net, Path folder) throws Exception {
    var bundle = new GoldenBlob();
    bundle.entries.put("net.onnx", net);
    Path file = Files.write(folder.resolve("honest.onnx"), net);
    try (Engine engine = OnnxEngine.open(file, EngineOptions.cpu())) {
      ModelManifest manifest = Manifests.find("blob", engine.tensors()).manifest();
      try (Engine.Lane lane = engine.openLane(1, manifest.feed())) {
        bundle.add("first", 120, lane, manifest);
        bundle.add("second", 60, lane, manifest);
      }
    }
    return bundle;
  }

  private void add(String name, int left, Engine.Lane lane, ModelManifest manifest)
      throws Exception {
    byte[] jpeg = picture(left);
    Letterbox letterbox;
    try (var decoder = new JpegDecoder(1_000_000);
        var writer = new TensorWriter()) {
      letterbox =
          writer.write(decoder.decode(jpeg, Reduction.FULL), manifest.input(), lane.input(), 0);
    }
    lane.run(1);
    Engine.Output output = lane.outputs().get(0);
    var tensors = new LinkedHashMap<String, float[]>();
    tensors.put("input", floats(lane.input(), manifest.input().elements()));
    tensors.put("output." + output.name(), floats(output.values(), output.elements()));
    Detection seen =
        Readings.of(manifest, new Reading.Bounds(10_000, 512))
            .read(new Answer().of(lane.outputs(), 0), letterbox, () -> {})
            .get(0);
    entries.put("golden/" + name + ".jpg", jpeg);
    entries.put("golden/" + name + ".json", json(seen).getBytes(StandardCharsets.UTF_8));
    entries.put(
        "golden/" + name + ".safetensors",
        safetensors(
            """
            {"input":{"dtype":"F32","shape":[1,3,416,416],"data_offsets":[0,%1$d]},
             "%2$s":{"dtype":"F32","shape":[1,3549,7],"data_offsets":[%1$d,%3$d]}}"""
                .formatted(
                    tensors.get("input").length * 4,
                    "output." + output.name(),
                    (tensors.get("input").length + output.elements()) * 4),
            tensors.values().toArray(new float[0][])));
  }

  private static String json(Detection one) {
    return "{\"detections\":[{\"box\":[%s,%s,%s,%s],\"label\":\"%s\",\"score\":%s}]}"
        .formatted(
            one.box().left(),
            one.box().top(),
            one.box().right(),
            one.box().bottom(),
            one.label(),
            one.score());
  }

  /** This one with another file {@code name}. */
  public GoldenBlob with(String name, byte[] content) {
    var other = new GoldenBlob();
    other.entries.putAll(entries);
    other.entries.put(name, content);
    return other;
  }

  /** A file of it. */
  public byte[] entry(String name) {
    return entries.get(name);
  }

  /** The bundle. */
  public byte[] zip() {
    return Zips.of(entries);
  }

  /** A file of tensors with this header. */
  public static byte[] safetensors(String header, float[]... numbers) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    int count = 0;
    for (float[] each : numbers) {
      count += each.length;
    }
    ByteBuffer file =
        ByteBuffer.allocate(8 + text.length + 4 * count).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(text.length).put(text);
    for (float[] each : numbers) {
      for (float number : each) {
        file.putFloat(number);
      }
    }
    return file.array();
  }

  /** {@code net} whose numbers {@code from} are {@code to}. */
  public static byte[] tampered(byte[] net, float from, float to) {
    byte[] changed = net.clone();
    ByteBuffer bytes = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + 4 <= changed.length; at++) {
      if (bytes.getInt(at) == Float.floatToRawIntBits(from)) {
        bytes.putFloat(at, to);
      }
    }
    return changed;
  }

  private static float[] floats(FloatBuffer buffer, int count) {
    var numbers = new float[count];
    buffer.get(0, numbers);
    return numbers;
  }

  private static byte[] picture(int left) throws Exception {
    var image = new BufferedImage(416, 416, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(new Color(96, 104, 100));
    canvas.fillRect(0, 0, 416, 416);
    canvas.setColor(new Color(230, 120, 20));
    canvas.fillRect(left, 80, 60, 120);
    canvas.dispose();
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return bytes.toByteArray();
  }
}
