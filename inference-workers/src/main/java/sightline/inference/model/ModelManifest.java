package sightline.inference.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import sightline.events.geometry.InputSpec;

/**
 * Everything one has to know about a model to feed it and to read its answer.
 *
 * @param name for people and in every result
 * @param version for people and in every result
 * @param task what it is for, one of {@link #TASKS}
 * @param input how a picture becomes the input tensor
 * @param inputName name of the input tensor that takes the picture
 * @param maxBatch most pictures of one call; 0 for as many as the file takes
 * @param constants by name, the numbers that each picture gives to the inputs that are no pictures
 * @param decoder who reads the output
 * @param labels name of each class, by class id from 0
 * @param minScore candidates below this are dropped, 0 to 1
 * @param maxOverlap of two boxes of one class with more IoU than this the better stays, 0 to 1
 * @param suppression the rest of what becomes of overlapping candidates
 * @param maxDetections most objects of one frame, at least 1
 * @param assumed one sentence for each thing nobody said and we took for granted
 */
public record ModelManifest(
    String name,
    String version,
    String task,
    InputSpec input,
    String inputName,
    int maxBatch,
    Map<String, List<Float>> constants,
    DecoderSpec decoder,
    List<String> labels,
    float minScore,
    float maxOverlap,
    SuppressionSpec suppression,
    int maxDetections,
    List<String> assumed) {

  /** Most objects of one frame that anyone may ask for. */
  public static final int MAX_DETECTIONS = 10_000;

  /** Most pictures of one call that anyone may ask for. */
  public static final int MAX_BATCH = 1024;

  /**
   * What models are for: boxes ({@code detect}), boxes with masks ({@code instance}), a mask for
   * each class ({@code semantic}), masks that share out the picture ({@code panoptic}), a class for
   * the whole picture ({@code classify}), how unusual the picture is and where ({@code anomaly}).
   */
  public static final List<String> TASKS =
      List.of("detect", "instance", "semantic", "panoptic", "classify", "anomaly");

  private static final Set<String> WITH_MASKS = Set.of("instance", "semantic", "panoptic");

  public ModelManifest {
    require(!name.isBlank(), "name", name, "a name");
    require(!version.isBlank(), "version", version, "a version");
    require(TASKS.contains(task), "task", task, String.join(" or ", TASKS));
    require(!inputName.isBlank(), "input.name", inputName, "the name of the input tensor");
    require(maxBatch >= 0 && maxBatch <= MAX_BATCH, "input.maxBatch", maxBatch, "0 to 1024");
    require(!labels.isEmpty(), "labels", labels, "one name for each class");
    require(minScore >= 0 && minScore <= 1, "minScore", minScore, "0 to 1");
    require(maxOverlap >= 0 && maxOverlap <= 1, "maxOverlap", maxOverlap, "0 to 1");
    require(
        maxDetections >= 1 && maxDetections <= MAX_DETECTIONS,
        "maxDetections",
        maxDetections,
        "1 to " + MAX_DETECTIONS);
    for (String label : suppression.minScores().keySet()) {
      require(labels.contains(label), "suppression.minScores", label, "names of labels");
    }
    constants = Map.copyOf(constants);
    labels = List.copyOf(labels);
    assumed = List.copyOf(assumed);
  }

  /** This manifest with another threshold, as an operator may ask for. */
  public ModelManifest withMinScore(float score) {
    return new ModelManifest(
        name,
        version,
        task,
        input,
        inputName,
        maxBatch,
        constants,
        decoder,
        labels,
        score,
        maxOverlap,
        suppression,
        maxDetections,
        assumed);
  }

  /** What a lane of an engine is given for each picture. */
  public Feed feed() {
    int channels = input.channels();
    List<Integer> shape =
        input.layout() == InputSpec.Layout.NCHW
            ? List.of(channels, input.height(), input.width())
            : List.of(input.height(), input.width(), channels);
    return new Feed(inputName, shape, constants);
  }

  /** Whether its objects have masks; they travel on a topic of their own. */
  public boolean givesMasks() {
    return WITH_MASKS.contains(task);
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new BadManifest(key, value, expected);
    }
  }
}
