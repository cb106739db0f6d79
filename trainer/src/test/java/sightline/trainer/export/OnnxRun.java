package sightline.trainer.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs an exported file on ONNX Runtime. */
public final class OnnxRun {

  private OnnxRun() {}

  /** All outputs by name, row by row. */
  public static Map<String, float[]> of(byte[] file, float[] pictures, long... sizes)
      throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    var results = new LinkedHashMap<String, float[]>();
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      try (OrtSession session = environment.createSession(file, options);
          OnnxTensor input =
              OnnxTensor.createTensor(environment, FloatBuffer.wrap(pictures), sizes);
          OrtSession.Result result =
              session.run(Map.of(session.getInputNames().iterator().next(), input))) {
        for (var output : result) {
          FloatBuffer numbers = ((OnnxTensor) output.getValue()).getFloatBuffer();
          if (numbers == null) {
            continue; // whole numbers
          }
          var copy = new float[numbers.remaining()];
          numbers.get(copy);
          results.put(output.getKey(), copy);
        }
      }
    }
    return results;
  }
}
