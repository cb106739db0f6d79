package sightline.inference.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sightline.inference.model.Feed;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.TensorInfo;

/**
 * One caller's input and output tensors, made once: a run moves no memory through Java's heap and
 * makes no garbage.
 *
 * <p>Every batch size has tensors of its own over the same direct buffers. When the file leaves the
 * shape of an output open, or one is not of type float, ONNX Runtime allocates them in each run
 * instead, and they are copied.
 */
final class OnnxLane implements Engine.Lane {

  private static final int MAX_BUFFER_BYTES = 1 << 30;

  private final OrtSession session;
  private final List<FixedOutput> fixed = new ArrayList<>();
  private final List<Map<String, OnnxTensor>> pinned = new ArrayList<>(); // by batch size - 1
  private final List<OnnxTensor> owned = new ArrayList<>();
  private final boolean allFixed;
  private final List<String> outputNames;
  private InputTensors inputs;
  private List<Engine.Output> outputs = List.of();

  /** How much a lane takes at once. */
  record Size(int maxBatch, Feed feed) {}

  private record FixedOutput(String name, List<Integer> shape, FloatBuffer values) {}

  private OnnxLane(OrtSession session, ModelTensors tensors, Size size) {
    this.session = session;
    this.outputNames = tensors.outputs().stream().map(TensorInfo::name).toList();
    boolean openBatch = takesAnyBatch(tensors, size.feed().input());
    this.allFixed = tensors.outputs().stream().allMatch(output -> isFixed(output, openBatch));
    if (allFixed) {
      for (TensorInfo output : tensors.outputs()) {
        List<Integer> shape = perPicture(output);
        fixed.add(new FixedOutput(output.name(), shape, direct(size.maxBatch(), shape)));
      }
    }
  }

  static OnnxLane open(
      OrtEnvironment environment, OrtSession session, ModelTensors tensors, Size size) {
    requireSmallEnough(size.maxBatch(), size.feed().shape());
    var lane = new OnnxLane(session, tensors, size);
    try {
      lane.inputs = InputTensors.open(environment, tensors, size);
      for (int pictures = 1; pictures <= size.maxBatch(); pictures++) {
        Map<String, OnnxTensor> outputs = new HashMap<>();
        for (FixedOutput output : lane.fixed) {
          outputs.put(
              output.name(), lane.tensor(environment, output.values(), output.shape(), pictures));
        }
        lane.pinned.add(outputs);
      }
      return lane;
    } catch (OrtException e) {
      lane.close();
      throw new IllegalStateException("tensors refused: " + OnnxEngine.firstLine(e), e);
    } catch (RuntimeException | Error e) {
      lane.close();
      throw e;
    }
  }

  private OnnxTensor tensor(
      OrtEnvironment environment, FloatBuffer buffer, List<Integer> shape, int pictures)
      throws OrtException {
    long[] dims = new long[shape.size() + 1];
    dims[0] = pictures;
    int elements = pictures;
    for (int axis = 0; axis < shape.size(); axis++) {
      dims[axis + 1] = shape.get(axis);
      elements *= shape.get(axis);
    }
    OnnxTensor tensor = OnnxTensor.createTensor(environment, buffer.slice(0, elements), dims);
    owned.add(tensor);
    return tensor;
  }

  @Override
  public FloatBuffer input() {
    return inputs.pictures();
  }

  @Override
  public void run(int pictures) throws InferenceFailed {
    try {
      if (allFixed) {
        session.run(inputs.of(pictures), pinned.get(pictures - 1)).close();
        outputs =
            fixed.stream()
                .map(one -> new Engine.Output(one.name(), one.shape(), one.values()))
                .toList();
      } else {
        try (var result = session.run(inputs.of(pictures))) {
          outputs = copied(result, pictures);
        }
      }
    } catch (OrtException e) {
      throw new InferenceFailed("the engine failed: " + OnnxEngine.firstLine(e), e);
    }
  }

  private List<Engine.Output> copied(OrtSession.Result result, int pictures)
      throws InferenceFailed {
    var copies = new ArrayList<Engine.Output>();
    for (String name : outputNames) {
      if (!(result.get(name).orElse(null) instanceof OnnxTensor tensor)) {
        throw new InferenceFailed("output %s is not a tensor".formatted(name), null);
      }
      long[] dims = tensor.getInfo().getShape();
      boolean batched = dims.length > 0 && dims[0] == pictures;
      if (!batched && pictures > 1) {
        throw new InferenceFailed(
            "output %s has no axis for the %d pictures; set input.maxBatch of the manifest to 1"
                .formatted(name, pictures),
            null);
      }
      var shape = new ArrayList<Integer>();
      for (int axis = batched ? 1 : 0; axis < dims.length; axis++) {
        shape.add(Math.toIntExact(dims[axis]));
      }
      copies.add(new Engine.Output(name, List.copyOf(shape), Numbers.floats(tensor)));
    }
    return copies;
  }

  @Override
  public List<Engine.Output> outputs() {
    return outputs;
  }

  @Override
  public void close() {
    for (int i = owned.size() - 1; i >= 0; i--) {
      owned.get(i).close();
    }
    owned.clear();
    if (inputs != null) {
      inputs.close();
    }
  }

  /**
   * Whether the first axis of the pictures is open; if not, that of an output is something else.
   */
  private static boolean takesAnyBatch(ModelTensors tensors, String pictures) {
    return tensors.inputs().stream()
        .filter(input -> input.name().equals(pictures))
        .anyMatch(input -> !input.dims().isEmpty() && input.dims().get(0) == -1);
  }

  /**
   * With the pictures on its first axis, all else closed. An open first axis of only one or two may
   * as well be that of objects, as when an answer has no axis for pictures.
   */
  private static boolean isFixed(TensorInfo tensor, boolean openBatch) {
    boolean open = openBatch && tensor.dims().size() > 2;
    return tensor.isFloat()
        && !tensor.dims().isEmpty()
        && (tensor.dims().get(0) == 1 || (open && tensor.dims().get(0) == -1))
        && tensor.dims().stream().skip(1).allMatch(dim -> dim > 0);
  }

  private static List<Integer> perPicture(TensorInfo tensor) {
    return tensor.dims().stream().skip(1).map(Math::toIntExact).toList();
  }

  private static FloatBuffer direct(int maxBatch, List<Integer> shape) {
    int bytes = requireSmallEnough(maxBatch, shape);
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  private static int requireSmallEnough(int maxBatch, List<Integer> shape) {
    long bytes = 4L * maxBatch;
    for (int dim : shape) {
      bytes = Math.multiplyExact(bytes, dim);
    }
    if (bytes < 1 || bytes > MAX_BUFFER_BYTES) {
      throw new IllegalStateException(
          "a tensor of %s x %s needs %d bytes, expected 1 to %d"
              .formatted(maxBatch, shape, bytes, MAX_BUFFER_BYTES));
    }
    return (int) bytes;
  }
}
