package sightline.upload;

import java.util.LinkedHashMap;
import java.util.Map;
import sightline.inference.bundle.Zips;
import sightline.inference.testmodel.OnnxWriter;
import sightline.inference.testmodel.SmallYolox;

/** Nets that nobody recognizes by their tensors, with manifests that say all there is to say. */
final class UnusualNets {

  private static final String MANIFEST =
      """
      task: detect
      input:
        name: images
        width: 32
        height: 32
        layout: NCHW
        color: BGR
        fit: LETTERBOX_TOP_LEFT
        pad: 114
        mean: [0, 0, 0]
        std: [1, 1, 1]
        scale: 1
      %s
      decoder: {family: yolox}
      labels: [person, car]
      maxOverlap: 0.65
      """;

  private UnusualNets() {}

  /** ZIPs by file name. */
  static Map<String, byte[]> all() {
    var all = new LinkedHashMap<String, byte[]>();
    all.put("half-input.zip", zip(WrongNets.cast(OnnxWriter.FLOAT16), ""));
    all.put("byte-input.zip", zip(WrongNets.cast(OnnxWriter.UINT8), ""));
    all.put("two-inputs.zip", zip(withGain(), "  constants: {gain: [2]}"));
    return all;
  }

  private static byte[] withGain() {
    var net = new SmallYolox();
    OnnxWriter file = net.file();
    String images = file.input("images", "N", 3, SmallYolox.SIDE, SmallYolox.SIDE);
    return net.bytes(file.node("Mul", Map.of(), images, file.input("gain", 1)));
  }

  private static byte[] zip(byte[] net, String constants) {
    return Zips.of("net.onnx", net, "manifest.yaml", MANIFEST.formatted(constants));
  }
}
