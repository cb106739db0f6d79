package sightline.upload;

import static sightline.upload.HostileUpload.net;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import sightline.inference.testmodel.BlobDetector;
import sightline.inference.testmodel.SmallYolox;

/** Files that are no ONNX files, or not whole ones. */
final class SpoiledBytes {

  private static final byte[] WHOLE = BlobDetector.bytes();
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0};

  private SpoiledBytes() {}

  static List<HostileUpload> all() {
    return List.of(
        net("empty", new byte[0], "is empty"),
        net("garbage", garbage(), "ONNX file"),
        net("picture", PNG, "ONNX file"),
        net("text", "not a net at all".getBytes(StandardCharsets.UTF_8), "ONNX file"),
        net("zeros", new byte[4096], "ONNX file"),
        net("cut-off-at-the-start", Arrays.copyOf(WHOLE, 20), "ends too early"),
        net("cut-off-in-the-middle", Arrays.copyOf(WHOLE, WHOLE.length / 2), "ends too early"),
        net("cut-off-at-the-end", Arrays.copyOf(WHOLE, WHOLE.length - 1), "ends too early"),
        net("doubled", doubled(new SmallYolox().bytes()), "comes twice"));
  }

  private static byte[] garbage() {
    var bytes = new byte[100_000];
    new Random(4).nextBytes(bytes);
    return bytes;
  }

  private static byte[] doubled(byte[] bytes) {
    byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
    System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
    return twice;
  }
}
