package sightline.inference.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds out how a model is fed and read: from a YAML file beside it, else from its own metadata,
 * else from its tensors.
 *
 * <p>What the manifest leaves out is taken from the family that the tensors belong to, and said in
 * {@link ModelManifest#assumed()}.
 */
public final class Manifests {

  /** Key of the ONNX metadata under which a model may carry its manifest as YAML. */
  public static final String METADATA_KEY = "sightline.manifest";

  private static final List<String> ENDINGS = List.of(".manifest.yaml", ".yaml");

  private Manifests() {}

  /**
   * The manifest of {@code onnxFile}, which has these {@code tensors}.
   *
   * @throws UnknownModel when there is no manifest and the tensors belong to no known family
   * @throws BadManifest when the manifest is impossible or contradicts the file
   */
  public static ModelManifest read(Path onnxFile, ModelTensors tensors) throws IOException {
    String name = withoutEnding(onnxFile);
    for (String ending : ENDINGS) {
      Path beside = onnxFile.resolveSibling(name + ending);
      if (Files.isRegularFile(beside)) {
        return ManifestYaml.parse(Files.readString(beside)).over(name, tensors);
      }
    }
    String embedded = tensors.metadata().get(METADATA_KEY);
    if (embedded != null) {
      return ManifestYaml.parse(embedded).over(name, tensors);
    }
    return recognized(name, tensors);
  }

  /**
   * The manifest of a model with these {@code tensors} from its {@code yaml}, of which nothing may
   * be left.
   *
   * @param name of the model when the text gives none
   * @throws UnknownModel when the text is empty and the tensors belong to no known family
   * @throws BadManifest when the manifest is impossible or contradicts the file
   */
  public static ModelManifest read(String yaml, String name, ModelTensors tensors) {
    return yaml.isBlank()
        ? recognized(name, tensors)
        : ManifestYaml.parse(yaml).over(name, tensors);
  }

  private static ModelManifest recognized(String name, ModelTensors tensors) {
    for (Family family : Families.known()) {
      Optional<Recognized> recognized = family.recognize(tensors);
      if (recognized.isPresent()) {
        return ManifestYaml.EMPTY.over(name, tensors);
      }
    }
    throw new UnknownModel(
        "%s has no manifest, and its tensors %s fit none of the known families: %s."
            .formatted(name, tensors, Families.described()));
  }

  private static String withoutEnding(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
