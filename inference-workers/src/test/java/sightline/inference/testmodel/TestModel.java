package sightline.inference.testmodel;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sightline.events.Detection;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.Letterbox;
import sightline.inference.decode.Tensor;
import sightline.inference.manifest.Manifests;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.reading.Reading;
import sightline.inference.reading.Readings;

/**
 * A detector as simple as can be: one session, one picture at a time, everything allocated anew.
 *
 * <p>Threading: one thread.
 */
public final class TestModel implements AutoCloseable {

  private static final int MAX_CANDIDATES = 30_000;

  private final OrtSession session;
  private final ModelManifest manifest;

  private TestModel(OrtSession session, ModelManifest manifest) {
    this.session = session;
    this.manifest = manifest;
  }

  /** The model {@code file}, with {@code minScore} instead of its own. */
  public static TestModel load(Path file, float minScore) throws OrtException, IOException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString(), options);
      return new TestModel(session, Manifests.read(file, tensors(session)).withMinScore(minScore));
    }
  }

  /** What the session says about its model. */
  private static ModelTensors tensors(OrtSession session) throws OrtException {
    return new ModelTensors(
        infos(session.getInputInfo().values()),
        infos(session.getOutputInfo().values()),
        session.getMetadata().getCustomMetadata());
  }

  private static List<sightline.inference.model.TensorInfo> infos(Collection<NodeInfo> nodes) {
    return nodes.stream()
        .map(
            node -> {
              var info = (TensorInfo) node.getInfo();
              return new sightline.inference.model.TensorInfo(
                  node.getName(),
                  info.type.name().toLowerCase(Locale.ROOT),
                  Arrays.stream(info.getShape()).boxed().toList());
            })
        .toList();
  }

  public ModelManifest manifest() {
    return manifest;
  }

  /** What the net sees in {@code input}, which lies in the frame as {@code letterbox} says. */
  public List<Detection> detect(FloatBuffer input, Letterbox letterbox) throws OrtException {
    InputSpec spec = manifest.input();
    long[] shape = {1, 3, spec.height(), spec.width()};
    try (var tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), input, shape);
        OrtSession.Result answer = session.run(Map.of(manifest.inputName(), tensor))) {
      var output = (OnnxTensor) answer.get(0);
      long[] dims = output.getInfo().getShape();
      var rows = new Tensor("output", (int) dims[1], (int) dims[2]);
      rows.read(output.getFloatBuffer(), 0);
      return Readings.of(manifest, new Reading.Bounds(MAX_CANDIDATES, 512))
          .read(List.of(rows), letterbox, () -> {});
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
