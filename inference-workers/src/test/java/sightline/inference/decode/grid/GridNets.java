package sightline.inference.decode.grid;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import sightline.events.geometry.InputSpec;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.reading.Decoders;
import sightline.inference.testmodel.InputSpecs;

/** Decoders of small nets of two classes that see 64x64 px and drop scores below 0.25. */
final class GridNets {

  static final int SIDE = 64;

  private GridNets() {}

  static Decoder decoder(String family, Map<String, String> parameters) {
    return Decoders.of(manifest(family, parameters));
  }

  static ModelManifest manifest(String family, Map<String, String> parameters) {
    return new ModelManifest(
        "small",
        "1",
        "detect",
        input(),
        "images",
        0,
        Map.of(),
        new DecoderSpec(family, parameters),
        List.of("person", "car"),
        .25f,
        .5f,
        SuppressionSpec.GREEDY,
        10,
        List.of());
  }

  static InputSpec input() {
    return InputSpecs.yolox(SIDE, SIDE);
  }

  /** The candidates as people write them: {@code person 0.90 at 8.0,16.0,24.0,32.0}. */
  static List<String> read(Decoder decoder, Tensor... outputs) {
    var candidates = new Candidates(100);
    decoder.decode(List.of(outputs), candidates);
    return IntStream.range(0, candidates.size()).mapToObj(i -> text(candidates, i)).toList();
  }

  private static String text(Candidates candidates, int i) {
    return "%s %.2f at %.1f,%.1f,%.1f,%.1f"
        .formatted(
            candidates.classId(i) == 0 ? "person" : "car",
            candidates.score(i),
            candidates.left(i),
            candidates.top(i),
            candidates.right(i),
            candidates.bottom(i));
  }

  static Tensor filled(Tensor tensor, float value) {
    Arrays.fill(tensor.values(), value);
    return tensor;
  }

  /** Writes numbers a fixed step apart. */
  static void put(Tensor tensor, int first, int step, float... numbers) {
    for (int i = 0; i < numbers.length; i++) {
      tensor.values()[first + i * step] = numbers[i];
    }
  }
}
