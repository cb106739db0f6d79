package sightline.inference.engine;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The execution providers that we use, best first. */
enum Provider {
  TENSORRT(OrtProvider.TENSOR_RT) {
    @Override
    void addTo(SessionOptions options, int device) throws OrtException {
      try (var tensorrt = new OrtTensorRTProviderOptions(device)) {
        options.addTensorrt(tensorrt);
      }
      CUDA.addTo(options, device); // for the operators that TensorRT does not know
    }
  },
  CUDA(OrtProvider.CUDA) {
    @Override
    void addTo(SessionOptions options, int device) throws OrtException {
      try (var cuda = new OrtCUDAProviderOptions(device)) {
        // An exhaustive search for the best algorithm costs hundreds of calls at each new shape.
        cuda.add("cudnn_conv_algo_search", "HEURISTIC");
        options.addCUDA(cuda);
      }
      options.setMemoryPatternOptimization(false); // memory grew with it on: onnxruntime#29351
    }
  },
  CPU(OrtProvider.CPU) {
    @Override
    void addTo(SessionOptions options, int device) {
      // always present, as the last resort of every session
    }
  };

  private final OrtProvider library;

  Provider(OrtProvider library) {
    this.library = library;
  }

  abstract void addTo(SessionOptions options, int device) throws OrtException;

  /** The name in configuration and in results. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The providers worth trying for {@code wanted}, best first.
   *
   * @throws EngineRefused when a provider named on purpose is not in this ONNX Runtime
   */
  static List<Provider> candidates(String wanted, Set<OrtProvider> present) throws EngineRefused {
    if (wanted.equals("auto")) {
      return List.of(values()).stream().filter(one -> present.contains(one.library)).toList();
    }
    for (Provider one : values()) {
      if (one.wireName().equals(wanted)) {
        if (!present.contains(one.library)) {
          throw new EngineRefused(
              "provider %s was asked for, but this ONNX Runtime has only %s; start with "
                      .formatted(wanted, present.stream().map(Provider::nameOf).sorted().toList())
                  + "-Donnxruntime.native.path=FOLDER holding the libraries of its GPU build");
        }
        return List.of(one);
      }
    }
    throw new EngineRefused(
        "provider is '%s', expected auto, cpu, cuda or tensorrt".formatted(wanted));
  }

  private static String nameOf(OrtProvider provider) {
    return provider.getName().replace("ExecutionProvider", "").toLowerCase(Locale.ROOT);
  }

  /** Session options for this provider; the caller closes them. */
  SessionOptions sessionOptions(EngineOptions wanted) throws OrtException {
    var options = new SessionOptions();
    try {
      // One operator after the other: our nets are chains, and lanes already run side by side.
      options.setExecutionMode(ExecutionMode.SEQUENTIAL);
      options.setInterOpNumThreads(1);
      options.setIntraOpNumThreads(wanted.intraOpThreads());
      // Threads that wait must not burn the core that another lane could use.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      // Models whose initializers are also inputs print hundreds of warnings otherwise.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      addTo(options, wanted.device());
      return options;
    } catch (OrtException | RuntimeException e) {
      options.close();
      throw e;
    }
  }
}
