package sightline.trainer.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What an ONNX file says (github.com/onnx/onnx, onnx.proto3).
 *
 * @param opset version of ONNX's own operators
 * @param nodes each after those whose results it takes
 * @param numbers by name; those in another file have no bytes
 * @param inputs names and sizes, batch first, 0 where a size has a name only; without {@code
 *     numbers}
 * @param outputs names
 * @param metadata keys and values
 */
public record OnnxModel(
    int opset,
    List<OnnxNode> nodes,
    Map<String, OnnxNumbers> numbers,
    Map<String, List<Integer>> inputs,
    List<String> outputs,
    Map<String, String> metadata) {

  /**
   * How much is read.
   *
   * @param bytes of a file
   * @param nodes of its graph, and as many numbers with a name
   * @param text of a name or a metadata value, bytes
   */
  public record Limits(long bytes, int nodes, int text) {

    /** Room for the greatest nets that can be trained here. */
    public static final Limits USUAL = new Limits(1L << 30, 100_000, 64 << 20);
  }

  /**
   * Reads {@code file}.
   *
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException when it is no ONNX file, or a greater one than allowed
   */
  public static OnnxModel read(Path file, Limits limits) throws IOException {
    long size = Files.size(file);
    if (size > limits.bytes()) {
      throw new IllegalArgumentException(
          "%s has %d bytes, expected at most %d".formatted(file, size, limits.bytes()));
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes((int) Math.min(limits.bytes(), Integer.MAX_VALUE - 8));
      return read(bytes, limits);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Reads the bytes of a file. */
  public static OnnxModel read(byte[] bytes, Limits limits) {
    return new ModelReader(limits).read(ByteBuffer.wrap(bytes));
  }
}
