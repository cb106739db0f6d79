package sightline.inference.decode.point;

import java.util.List;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.ModelManifest;

/**
 * Reads nets that name a class for the whole picture: the best {@code top} classes, each as a box
 * that is the whole input.
 *
 * <p>Output layout: one number for each class, read as {@link ClassScores} says.
 *
 * <p>Threading: immutable, any thread.
 */
final class ClassifierDecoder implements Decoder {

  private final ModelManifest manifest;
  private final ClassScores reading;
  private final int top;

  private ClassifierDecoder(ModelManifest manifest) {
    this.manifest = manifest;
    int classes = manifest.labels().size();
    reading = new ClassScores(manifest.decoder(), classes);
    top = Math.min(classes, manifest.decoder().sizes("top", "1")[0]);
  }

  static ClassifierDecoder of(ModelManifest manifest) {
    return new ClassifierDecoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    if (outputs.size() != 1) {
      throw new IllegalArgumentException(
          "expected one classifier output of [%d], found %s"
              .formatted(manifest.labels().size(), outputs));
    }
    float[] scores = reading.read(outputs.get(0));
    into.box(0, 0, manifest.input().width(), manifest.input().height());
    for (int rank = 0; rank < top; rank++) {
      int best = ClassScores.best(scores);
      if (best < 0) {
        into.add(Float.NaN, 0); // so that it is counted as impossible
        return;
      }
      if (scores[best] < manifest.minScore()) {
        return;
      }
      into.add(scores[best], best);
      scores[best] = Float.NaN;
    }
  }
}
