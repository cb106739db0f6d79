package sightline.inference.testmodel;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import sightline.events.geometry.InputSpec;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.SuppressionSpec;

/**
 * A manifest of which a test says only what matters to it: two classes, 64x64 px, least score 0.25.
 *
 * <p>Threading: one thread.
 */
public final class SmallManifest {

  private final DecoderSpec decoder;
  private InputSpec input = InputSpecs.yolox(64, 64);
  private String task = "detect";
  private List<String> labels = List.of("person", "car");
  private float minScore = .25f;
  private float maxOverlap = .5f;
  private SuppressionSpec suppression = SuppressionSpec.GREEDY;
  private int maxDetections = 100;

  private SmallManifest(DecoderSpec decoder) {
    this.decoder = decoder;
  }

  /** Read by {@code family} with its default parameters. */
  public static SmallManifest of(String family) {
    return of(family, Map.of());
  }

  public static SmallManifest of(String family, Map<String, String> parameters) {
    return new SmallManifest(new DecoderSpec(family, parameters));
  }

  public SmallManifest input(InputSpec spec) {
    input = spec;
    return this;
  }

  public SmallManifest task(String name) {
    task = name;
    return this;
  }

  public SmallManifest labels(String... names) {
    labels = List.of(names);
    return this;
  }

  /** Labels class-0, class-1 and so on. */
  public SmallManifest classes(int count) {
    labels = IntStream.range(0, count).mapToObj(id -> "class-" + id).toList();
    return this;
  }

  public SmallManifest minScore(float score) {
    minScore = score;
    return this;
  }

  public SmallManifest maxOverlap(float iou) {
    maxOverlap = iou;
    return this;
  }

  public SmallManifest suppression(SuppressionSpec spec) {
    suppression = spec;
    return this;
  }

  public SmallManifest maxDetections(int most) {
    maxDetections = most;
    return this;
  }

  public ModelManifest build() {
    return new ModelManifest(
        "small",
        "1",
        task,
        input,
        "images",
        0,
        Map.of(),
        decoder,
        labels,
        minScore,
        maxOverlap,
        suppression,
        maxDetections,
        List.of());
  }
}
