package sightline.events.slot;

/**
 * A version of a model, with all that a worker needs to fetch and feed it.
 *
 * @param name of the model
 * @param version of the model: 1, 2, 3 … as text
 * @param digest {@code sha256:} and 64 hexadecimal digits of the artifact, by which it is fetched
 * @param sizeBytes of the artifact: an ONNX file, or a ZIP of one and what belongs to it
 * @param manifest how it is fed and read, YAML
 */
public record ServedModel(
    String name, String version, String digest, long sizeBytes, String manifest) {
  /** {@code name/version}. */
  public String id() {
    return name + "/" + version;
  }
}
