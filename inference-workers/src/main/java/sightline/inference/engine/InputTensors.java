package sightline.inference.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sightline.inference.model.Feed;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.TensorInfo;

/**
 * What goes into a net: pictures, and beside them what every picture gives to the other inputs. For
 * each batch size tensors of its own over the same direct buffers.
 *
 * <p>Threading: one thread at a time. Ownership: owns its native tensors.
 */
final class InputTensors implements AutoCloseable {

  private final FloatBuffer pictures;
  private final OnnxJavaType type;
  private final ByteBuffer converted;
  private final Feed feed;
  private final List<Map<String, OnnxTensor>> bySize = new ArrayList<>(); // by batch size - 1

  private InputTensors(OnnxJavaType type, int maxBatch, Feed feed) {
    this.type = type;
    this.feed = feed;
    int elements = Math.multiplyExact(maxBatch, feed.elements());
    ByteBuffer floats = Numbers.direct(OnnxJavaType.FLOAT, elements);
    this.pictures = floats.asFloatBuffer();
    this.converted = type == OnnxJavaType.FLOAT ? floats : Numbers.direct(type, elements);
  }

  static InputTensors open(OrtEnvironment environment, ModelTensors tensors, OnnxLane.Size size)
      throws OrtException {
    TensorInfo taking = find(tensors, size.feed().input());
    var inputs = new InputTensors(type(taking), size.maxBatch(), size.feed());
    try {
      for (int batch = 1; batch <= size.maxBatch(); batch++) {
        inputs.bySize.add(new HashMap<>());
        inputs.addPictures(environment, batch);
        inputs.addConstants(environment, tensors, batch);
      }
      return inputs;
    } catch (OrtException | RuntimeException e) {
      inputs.close();
      throw e;
    }
  }

  private static TensorInfo find(ModelTensors tensors, String name) {
    return tensors.inputs().stream()
        .filter(input -> input.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no input '%s' in %s".formatted(name, tensors)));
  }

  private static OnnxJavaType type(TensorInfo tensor) {
    return OnnxJavaType.valueOf(tensor.elementType().toUpperCase(Locale.ROOT));
  }

  private void addPictures(OrtEnvironment environment, int batch) throws OrtException {
    long[] dims = new long[feed.shape().size() + 1];
    dims[0] = batch;
    for (int axis = 0; axis < feed.shape().size(); axis++) {
      dims[axis + 1] = feed.shape().get(axis);
    }
    int bytes = batch * feed.elements() * Numbers.size(type);
    ByteBuffer part = converted.slice(0, bytes).order(converted.order());
    put(batch, feed.input(), OnnxTensor.createTensor(environment, part, dims, type));
  }

  private void addConstants(OrtEnvironment environment, ModelTensors tensors, int batch)
      throws OrtException {
    for (Map.Entry<String, List<Float>> constant : feed.constants().entrySet()) {
      TensorInfo tensor = find(tensors, constant.getKey());
      List<Float> one = constant.getValue();
      boolean batched = !tensor.dims().isEmpty() && tensor.dims().get(0) == -1;
      int copies = batched ? batch : 1;
      ByteBuffer values = Numbers.direct(type(tensor), copies * one.size());
      for (int index = 0; index < copies * one.size(); index++) {
        int at = index * Numbers.size(type(tensor));
        Numbers.put(one.get(index % one.size()), type(tensor), values, at);
      }
      long[] dims = dims(tensor, copies * one.size(), batched ? batch : -1);
      put(batch, tensor.name(), OnnxTensor.createTensor(environment, values, dims, type(tensor)));
    }
  }

  /** The declared axes, the open one behind the batch as large as {@code elements} ask for. */
  private static long[] dims(TensorInfo tensor, long elements, long batch) {
    long[] dims = tensor.dims().stream().mapToLong(Long::longValue).toArray();
    int open = -1;
    long known = 1;
    for (int axis = 0; axis < dims.length; axis++) {
      if (axis == 0 && batch > 0) {
        dims[axis] = batch;
      }
      if (dims[axis] == -1) {
        open = axis;
        dims[axis] = 1;
      }
      known *= dims[axis];
    }
    if (open >= 0 && known > 0) {
      dims[open] = elements / known;
      known *= dims[open];
    }
    if (known != elements) {
      throw new IllegalStateException(
          "input %s is given %d numbers, which do not fill it".formatted(tensor, elements));
    }
    return dims;
  }

  private void put(int batch, String name, OnnxTensor tensor) {
    bySize.get(batch - 1).put(name, tensor);
  }

  /** The pictures as floats, one behind the other, direct. */
  FloatBuffer pictures() {
    return pictures;
  }

  /** The tensors for the first {@code batch} pictures, as they lie in {@link #pictures} now. */
  Map<String, OnnxTensor> of(int batch) {
    if (type != OnnxJavaType.FLOAT) {
      Numbers.convert(pictures, batch * feed.elements(), type, converted);
    }
    return bySize.get(batch - 1);
  }

  @Override
  public void close() {
    bySize.forEach(tensors -> tensors.values().forEach(OnnxTensor::close));
    bySize.clear();
  }
}
