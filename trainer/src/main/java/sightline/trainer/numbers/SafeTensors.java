package sightline.trainer.numbers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Named float32 tensors in a file: 8 bytes of header length, little endian; a JSON header of types,
 * shapes and offsets; the numbers. Readable from Python (github.com/huggingface/safetensors,
 * format).
 *
 * <p>Threading: stateless, any thread.
 */
public final class SafeTensors {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_HEADER_BYTES = 16 << 20;
  private static final String OFFSETS = "data_offsets";

  private SafeTensors() {}

  /**
   * A tensor in a file.
   *
   * @param sizes of all axes
   * @param numbers row by row
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody; owned by whoever made it
  public record Stored(List<Integer> sizes, float[] numbers) {}

  public static void write(Path file, Map<String, Stored> tensors) throws IOException {
    Files.write(file, bytes(tensors));
  }

  /** The bytes of a file of {@code tensors}. */
  public static byte[] bytes(Map<String, Stored> tensors) {
    ObjectNode header = JSON.createObjectNode();
    long end = 0;
    for (var one : tensors.entrySet()) {
      ObjectNode entry = header.putObject(one.getKey()).put("dtype", "F32");
      one.getValue().sizes().forEach(entry.putArray("shape")::add);
      long begin = end;
      end += (long) one.getValue().numbers().length * Float.BYTES;
      entry.putArray(OFFSETS).add(begin).add(end);
    }
    byte[] text = header.toString().getBytes(UTF_8);
    var bytes =
        ByteBuffer.allocate(Math.toIntExact(Long.BYTES + text.length + end))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text);
    for (Stored one : tensors.values()) {
      for (float number : one.numbers()) {
        bytes.putFloat(number);
      }
    }
    return bytes.array();
  }

  /**
   * All tensors of {@code file}, in the order of its header.
   *
   * @throws IOException when it cannot be read or is no such file; the message says what is wrong
   */
  public static Map<String, Stored> read(Path file) throws IOException {
    return read(file.toString(), Files.readAllBytes(file));
  }

  /**
   * All tensors of a file's bytes, in the order of its header.
   *
   * @param file what it is called in messages
   * @throws IOException when it is no such file; the message says what is wrong
   */
  public static Map<String, Stored> read(String file, byte[] content) throws IOException {
    var bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes.remaining() < Long.BYTES ? -1 : bytes.getLong();
    if (length < 2 || length > Math.min(bytes.remaining(), MAX_HEADER_BYTES)) {
      throw new IOException(
          "%s has a header of %d bytes, expected 2 to %d"
              .formatted(file, length, MAX_HEADER_BYTES));
    }
    var text = new byte[(int) length];
    bytes.get(text);
    var tensors = new LinkedHashMap<String, Stored>();
    ByteBuffer data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    for (var entry : header(file, text).properties()) {
      if (!entry.getKey().equals("__metadata__")) {
        tensors.put(entry.getKey(), stored(file, entry, data));
      }
    }
    return tensors;
  }

  private static JsonNode header(String file, byte[] text) throws IOException {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw new IOException("%s has a header that is not JSON".formatted(file), e);
    }
  }

  private static Stored stored(String file, Map.Entry<String, JsonNode> entry, ByteBuffer data)
      throws IOException {
    JsonNode facts = entry.getValue();
    List<Integer> sizes =
        StreamSupport.stream(facts.path("shape").spliterator(), false)
            .map(JsonNode::asInt)
            .toList();
    long begin = facts.path(OFFSETS).path(0).asLong(-1);
    long end = facts.path(OFFSETS).path(1).asLong(-1);
    long count = count(sizes);
    boolean fits =
        count >= 0
            && facts.path("dtype").asText().equals("F32")
            && begin >= 0
            && end - begin == count * Float.BYTES
            && end <= data.capacity();
    if (!fits) {
      throw new IOException(
          "%s: tensor %s is %s, expected F32 within %d bytes"
              .formatted(file, entry.getKey(), facts, data.capacity()));
    }
    var numbers = new float[(int) count];
    data.slice((int) begin, (int) (end - begin))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(numbers);
    return new Stored(sizes, numbers);
  }

  /** How many numbers; -1 when that is no sensible question. */
  private static long count(List<Integer> sizes) {
    long count = 1;
    for (int size : sizes) {
      count = size < 0 || count > Integer.MAX_VALUE ? -1 : count * size;
      if (count < 0) {
        return -1;
      }
    }
    return count;
  }
}
