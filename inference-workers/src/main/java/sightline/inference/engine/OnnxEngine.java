package sightline.inference.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.inference.model.Feed;
import sightline.inference.model.ModelTensors;

/**
 * A net in ONNX Runtime.
 *
 * <p>Threading: immutable after {@link #open}; ONNX Runtime allows calls into one session from any
 * number of threads.
 *
 * <p>Ownership: owns the native session; its lanes own their tensors and must be closed first.
 */
public final class OnnxEngine implements Engine {

  private static final Logger log = LoggerFactory.getLogger(OnnxEngine.class);

  private final OrtSession session;
  private final Provider provider;
  private final ModelTensors tensors;

  private OnnxEngine(OrtSession session, Provider provider) throws OrtException {
    this.session = session;
    this.provider = provider;
    this.tensors =
        new ModelTensors(
            describe(session.getInputInfo().values()),
            describe(session.getOutputInfo().values()),
            session.getMetadata().getCustomMetadata());
  }

  /**
   * Opens {@code model} as {@link #open} does; on a GPU all its runs, and those of every other
   * model opened so on that GPU, are made by one thread.
   *
   * @throws EngineRefused as {@link #open} does
   */
  public static Engine openOnDevice(Path model, EngineOptions options) throws EngineRefused {
    return DeviceEngine.around(open(model, options), options.device());
  }

  /**
   * Opens {@code model} on the best provider that {@code options} allow.
   *
   * @throws EngineRefused when the file is no model, or a provider named on purpose is absent
   */
  public static OnnxEngine open(Path model, EngineOptions options) throws EngineRefused {
    if (!Files.isReadable(model) || Files.isDirectory(model)) {
      throw new EngineRefused("model %s is not a file that can be read".formatted(model));
    }
    var environment = environment();
    List<Provider> candidates =
        Provider.candidates(options.provider(), OrtEnvironment.getAvailableProviders());
    String refusal = "";
    for (Provider provider : candidates) {
      try (var sessionOptions = provider.sessionOptions(options)) {
        return started(environment.createSession(model.toString(), sessionOptions), provider);
      } catch (OrtException e) {
        refusal = firstLine(e);
        if (candidates.size() > 1) {
          log.warn("provider {} cannot be used: {}", provider.wireName(), refusal);
        }
      }
    }
    throw new EngineRefused(
        "model %s cannot be opened on %s: %s"
            .formatted(model.getFileName(), options.provider(), refusal));
  }

  /**
   * The provider that {@code options} will be served by, if it can be opened: the best present.
   *
   * @throws EngineRefused when a provider named on purpose is absent
   */
  public static String provider(EngineOptions options) throws EngineRefused {
    var present = OrtEnvironment.getAvailableProviders();
    return Provider.candidates(options.provider(), present).get(0).wireName();
  }

  private static OnnxEngine started(OrtSession session, Provider provider) throws OrtException {
    try {
      return new OnnxEngine(session, provider);
    } catch (OrtException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static OrtEnvironment environment() {
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "sightline");
  }

  @Override
  public ModelTensors tensors() {
    return tensors;
  }

  @Override
  public String provider() {
    return provider.wireName();
  }

  @Override
  public Lane openLane(int maxBatch, Feed feed) {
    return OnnxLane.open(environment(), session, tensors, new OnnxLane.Size(maxBatch, feed));
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("session would not close: " + firstLine(e), e);
    }
  }

  static String firstLine(OrtException e) {
    return e.getMessage().lines().findFirst().orElse("no reason given").strip();
  }

  private static List<sightline.inference.model.TensorInfo> describe(Collection<NodeInfo> nodes) {
    return nodes.stream()
        .map(
            node ->
                node.getInfo() instanceof TensorInfo tensor
                    ? new sightline.inference.model.TensorInfo(
                        node.getName(),
                        typeName(tensor.type),
                        LongStream.of(tensor.getShape()).boxed().toList())
                    : new sightline.inference.model.TensorInfo(
                        node.getName(), "not a tensor", List.of()))
        .toList();
  }

  private static String typeName(OnnxJavaType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
