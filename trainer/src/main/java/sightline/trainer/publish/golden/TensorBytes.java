package sightline.trainer.publish.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * Tensors as a file in the format safetensors: the length of the header, 8 bytes, little-endian;
 * the header, JSON, filled up with blanks to a multiple of 8; the numbers, float32.
 */
final class TensorBytes {

  private static final int ALIGNMENT = 8;

  private TensorBytes() {}

  /** By name, in the order of {@code tensors}. */
  static byte[] of(Map<String, Numbers> tensors) {
    ObjectNode header = JsonNodeFactory.instance.objectNode();
    long end = 0;
    for (Map.Entry<String, Numbers> tensor : tensors.entrySet()) {
      long begin = end;
      end += (long) tensor.getValue().values().length * Float.BYTES;
      ObjectNode facts = header.putObject(tensor.getKey()).put("dtype", "F32");
      tensor.getValue().shape().forEach(facts.putArray("shape")::add);
      facts.putArray("data_offsets").add(begin).add(end);
    }
    byte[] text = aligned(header.toString()).getBytes(UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Math.toIntExact(Long.BYTES + text.length + end))
            .order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(text.length).put(text);
    for (Numbers numbers : tensors.values()) {
      file.asFloatBuffer().put(numbers.values());
      file.position(file.position() + numbers.values().length * Float.BYTES);
    }
    return file.array();
  }

  private static String aligned(String header) {
    int over = header.getBytes(UTF_8).length % ALIGNMENT;
    return over == 0 ? header : header + " ".repeat(ALIGNMENT - over);
  }
}
