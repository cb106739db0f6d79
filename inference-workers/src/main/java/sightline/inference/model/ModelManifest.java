package sightline.inference.model;

import java.util.List;
import java.util.Set;
import sightline.events.geometry.InputSpec;

/**
 * Everything one has to know about a model to feed it and to read its answer.
 *
 * @param name for people and in every result
 * @param version for people and in every result
 * @param task what it is for, for example {@code detect}
 * @param input how a picture becomes the input tensor
 * @param inputName name of the input tensor
 * @param decoder who reads the output
 * @param labels name of each class, by class id from 0
 * @param minScore candidates below this are dropped, 0 to 1
 * @param maxOverlap of two boxes of one class with more IoU than this the better stays, 0 to 1
 * @param maxDetections most objects of one frame, at least 1
 * @param assumed one sentence for each thing nobody said and we took for granted
 */
public record ModelManifest(
    String name,
    String version,
    String task,
    InputSpec input,
    String inputName,
    DecoderSpec decoder,
    List<String> labels,
    float minScore,
    float maxOverlap,
    int maxDetections,
    List<String> assumed) {

  /** Most objects of one frame that anyone may ask for. */
  public static final int MAX_DETECTIONS = 10_000;

  private static final Set<String> TASKS = Set.of("detect");

  public ModelManifest {
    require(!name.isBlank(), "name", name, "a name");
    require(!version.isBlank(), "version", version, "a version");
    require(TASKS.contains(task), "task", task, String.join(" or ", TASKS));
    require(!inputName.isBlank(), "input.name", inputName, "the name of the input tensor");
    require(!labels.isEmpty(), "labels", labels, "one name for each class");
    require(minScore >= 0 && minScore <= 1, "minScore", minScore, "0 to 1");
    require(maxOverlap >= 0 && maxOverlap <= 1, "maxOverlap", maxOverlap, "0 to 1");
    require(
        maxDetections >= 1 && maxDetections <= MAX_DETECTIONS,
        "maxDetections",
        maxDetections,
        "1 to " + MAX_DETECTIONS);
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
        decoder,
        labels,
        score,
        maxOverlap,
        maxDetections,
        assumed);
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new BadManifest(key, value, expected);
    }
  }
}
