package sightline.deploy.inspect;

import java.util.Optional;
import sightline.inference.check.onnx.OnnxFile;
import sightline.inference.manifest.FoundManifest;
import sightline.inference.model.ModelTensors;

/**
 * What a model file is.
 *
 * @param name the model's, until somebody gives it another
 * @param sizeBytes of the file
 * @param facts of its graph
 * @param tensors that go in and come out
 * @param found how it would be fed and read; empty for a sound model of no known family
 * @param unknown one sentence why there is no manifest; empty text when there is one
 */
record Inspection(
    String name,
    long sizeBytes,
    OnnxFile facts,
    ModelTensors tensors,
    Optional<FoundManifest> found,
    String unknown) {

  boolean isRecognized() {
    return found.isPresent();
  }
}
