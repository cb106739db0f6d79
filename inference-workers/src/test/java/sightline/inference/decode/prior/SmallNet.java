package sightline.inference.decode.prior;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.testmodel.InputSpecs;

/** Manifests of nets for small pictures, and tensors with a few numbers. */
record SmallNet(String family, int width, int height, int labels, Map<String, String> parameters) {

  Decoder decoder(float minScore) {
    return PriorDecoders.known().get(family).apply(manifest(minScore, Map.of()));
  }

  Candidates decode(Tensor... outputs) {
    var candidates = new Candidates(1000);
    decoder(.25f).decode(List.of(outputs), candidates);
    return candidates;
  }

  ModelManifest manifest(float minScore, Map<String, List<Float>> constants) {
    return new ModelManifest(
        "small",
        "1",
        "detect",
        InputSpecs.yolox(width, height),
        "images",
        1,
        constants,
        new DecoderSpec(family, parameters),
        IntStream.range(0, labels).mapToObj(id -> "class-" + id).toList(),
        minScore,
        .5f,
        SuppressionSpec.GREEDY,
        10,
        List.of());
  }

  /** A tensor {@code name} of {@code shape} that begins with {@code values}. */
  static Tensor tensor(String name, List<Integer> shape, float... values) {
    var tensor = new Tensor(name, shape.stream().mapToInt(Integer::intValue).toArray());
    System.arraycopy(values, 0, tensor.values(), 0, values.length);
    return tensor;
  }

  /** Left, top, right, bottom of candidate {@code index}. */
  static float[] edges(Candidates candidates, int index) {
    return new float[] {
      candidates.left(index),
      candidates.top(index),
      candidates.right(index),
      candidates.bottom(index)
    };
  }
}
