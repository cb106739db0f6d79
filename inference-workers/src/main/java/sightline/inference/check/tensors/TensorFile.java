package sightline.inference.check.tensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.Limits;
import sightline.inference.bundle.PlainName;

/**
 * A file of tensors in the format safetensors: the length of the header, 8 bytes, little-endian;
 * the header, JSON; the numbers. Of element types only float32 ({@code F32}) is read.
 *
 * <p>Threading: one thread.
 */
public final class TensorFile {

  private static final int LENGTH_BYTES = 8;
  private static final int AXES = 16;
  private static final int MAX_TENSORS = 256;
  private static final String METADATA = "__metadata__";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String shown;
  private final Limits limits;
  private final FileChannel channel;

  private TensorFile(Path file, Limits limits, FileChannel channel) {
    this.shown = "golden/" + PlainName.shown(file.getFileName().toString());
    this.limits = limits;
    this.channel = channel;
  }

  /**
   * All tensors of {@code file}, by name.
   *
   * @throws BadUpload when it is no such file, breaks a limit, or holds a number that is not finite
   */
  public static Map<String, NamedTensor> read(Path file, Limits limits)
      throws IOException, BadUpload {
    try (FileChannel channel = FileChannel.open(file)) {
      return new TensorFile(file, limits, channel).tensors();
    }
  }

  private Map<String, NamedTensor> tensors() throws IOException, BadUpload {
    if (channel.size() > limits.maxTensorBytes()) {
      throw new BadUpload(
          "%s has %d bytes, expected at most %d (maxTensorBytes).",
          shown, channel.size(), limits.maxTensorBytes());
    }
    JsonNode header = header();
    long begin = channel.position();
    List<Place> places = places(header, channel.size() - begin);
    Map<String, NamedTensor> tensors = new LinkedHashMap<>();
    for (Place place : places) {
      tensors.put(place.name(), tensor(place, begin));
    }
    return tensors;
  }

  private JsonNode header() throws IOException, BadUpload {
    long length = channel.size() < LENGTH_BYTES ? -1 : read(0, LENGTH_BYTES).getLong();
    long most = Math.min(limits.maxManifestBytes(), channel.size() - LENGTH_BYTES);
    if (length < 2 || length > most) {
      throw new BadUpload(
          "%s says its header has %d bytes, expected 2 to %d.", shown, length, Math.max(2, most));
    }
    byte[] text = read(LENGTH_BYTES, (int) length).array();
    channel.position(LENGTH_BYTES + length);
    try {
      JsonNode header = JSON.readTree(new String(text, StandardCharsets.UTF_8));
      if (header.isObject()) {
        return header;
      }
    } catch (JsonProcessingException e) {
      throw new BadUpload("%s has a header that is no JSON: %s.", shown, e.getOriginalMessage());
    }
    throw new BadUpload("%s has a header that is no object in braces.", shown);
  }

  /** Where a tensor lies, from {@code from} behind the header. */
  private record Place(String name, List<Integer> shape, long from, int bytes) {}

  /** Each byte belongs to one tensor, so that a small file cannot hold a large one. */
  private List<Place> places(JsonNode header, long dataBytes) throws BadUpload {
    var places = new ArrayList<Place>();
    long sum = 0;
    for (Map.Entry<String, JsonNode> each : header.properties()) {
      if (!each.getKey().equals(METADATA)) {
        Place place = place(each.getKey(), each.getValue(), dataBytes);
        sum += place.bytes();
        places.add(place);
      }
    }
    if (places.size() > MAX_TENSORS || sum != dataBytes) {
      throw new BadUpload(
          "%s holds %d tensors of %d bytes, expected at most %d of together %d.",
          shown, places.size(), sum, MAX_TENSORS, dataBytes);
    }
    return places;
  }

  private Place place(String name, JsonNode facts, long dataBytes) throws BadUpload {
    String type = facts.path("dtype").asText();
    if (!type.equals("F32")) {
      throw new BadUpload(
          "%s has tensor '%s' of type '%s', expected F32.",
          shown, PlainName.shown(name), PlainName.shown(type));
    }
    List<Integer> shape = shape(name, facts.path("shape"));
    long bytes = Float.BYTES;
    for (int size : shape) {
      bytes = Math.min(bytes * size, Long.MAX_VALUE >> 32); // no product of two such overflows
    }
    JsonNode offsets = facts.path("data_offsets");
    long from = offsets.path(0).asLong(-1);
    long to = offsets.path(1).asLong(-1);
    if (offsets.size() != 2 || from < 0 || to > dataBytes || to - from != bytes) {
      throw new BadUpload(
          "%s has tensor '%s' of shape %s at %s, expected %d bytes within %d.",
          shown,
          PlainName.shown(name),
          shape,
          PlainName.shown(offsets.toString()),
          bytes,
          dataBytes);
    }
    return new Place(name, shape, from, Math.toIntExact(bytes));
  }

  private List<Integer> shape(String name, JsonNode sizes) throws BadUpload {
    var shape = new ArrayList<Integer>();
    for (JsonNode size : sizes) {
      shape.add(size.isInt() ? size.intValue() : -1);
    }
    if (!sizes.isArray() || shape.size() > AXES || shape.stream().anyMatch(size -> size < 0)) {
      throw new BadUpload(
          "%s has tensor '%s' of shape %s, expected at most %d sizes of 0 or more.",
          shown, PlainName.shown(name), PlainName.shown(sizes.toString()), AXES);
    }
    return shape;
  }

  private NamedTensor tensor(Place place, long begin) throws IOException, BadUpload {
    var values = new float[place.bytes() / Float.BYTES];
    read(begin + place.from(), place.bytes()).asFloatBuffer().get(values);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new BadUpload(
            "%s has a number in tensor '%s' that is not finite (NaN or infinite).",
            shown, PlainName.shown(place.name()));
      }
    }
    return new NamedTensor(place.name(), place.shape(), values);
  }

  private ByteBuffer read(long from, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long at = from;
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, at);
      if (count < 0) {
        throw new IOException("the file ended while it was read");
      }
      at += count;
    }
    return buffer.flip();
  }
}
