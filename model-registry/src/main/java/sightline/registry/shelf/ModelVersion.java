package sightline.registry.shelf;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import sightline.events.slot.ServedModel;

/**
 * One version of a model; never changes, but for {@code confirmed}. Topic {@code models}, key =
 * {@code version/NAME/VERSION}.
 *
 * @param version 1, 2, 3 … as text
 * @param digest {@code sha256:} and 64 hexadecimal digits of the artifact
 * @param manifestSource {@code file}, {@code embedded}, {@code ultralytics} or {@code guessed}
 * @param confirmed whether somebody said that a guessed manifest is right
 * @param check what the check found, step by step
 * @param residentBytes memory that it takes when open, measured by the check
 * @param inferenceMillis of one picture, measured by the check
 */
public record ModelVersion(
    String model,
    String version,
    String digest,
    long sizeBytes,
    String fileName,
    Instant createdAt,
    String by,
    String why,
    String task,
    String family,
    JsonNode input,
    List<String> labels,
    String manifest,
    String manifestSource,
    boolean confirmed,
    List<String> assumed,
    JsonNode check,
    JsonNode metrics,
    JsonNode lineage,
    long residentBytes,
    double inferenceMillis) {

  public ModelVersion {
    labels = List.copyOf(labels);
    assumed = List.copyOf(assumed);
  }

  /** {@code name/version}. */
  public String id() {
    return model + "/" + version;
  }

  /** What workers are told of it. */
  public ServedModel served() {
    return new ServedModel(model, version, digest, sizeBytes, manifest);
  }
}
