package sightline.inference.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sightline.inference.family.Families;
import sightline.inference.model.BadManifest;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.UnknownModel;

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
    String name = nameOf(onnxFile);
    Optional<Path> beside = beside(onnxFile);
    return beside.isPresent()
        ? read(Files.readString(beside.orElseThrow()), name, tensors)
        : find(name, tensors).manifest();
  }

  /**
   * The manifest {@code yaml} of the model {@code name}, finished with what the file's own manifest
   * and its tensors tell.
   *
   * @throws BadManifest when it is impossible or contradicts the tensors
   * @throws UnknownModel when it names no family and the tensors belong to none
   */
  public static ModelManifest read(String yaml, String name, ModelTensors tensors) {
    return given(yaml, name, tensors).manifest();
  }

  /** Like {@link #read(String, String, ModelTensors)}, with what else it tells. */
  public static FoundManifest given(String yaml, String name, ModelTensors tensors) {
    return found(
        ManifestYaml.parse(yaml).before(embedded(tensors)), ManifestSource.FILE, name, tensors);
  }

  private static FoundManifest found(
      ManifestYaml yaml, ManifestSource source, String name, ModelTensors tensors) {
    return new FoundManifest(yaml.over(name, tensors), source, yaml.told());
  }

  /** One that cannot be read is none: whoever gives a manifest wants it replaced. */
  private static ManifestYaml embedded(ModelTensors tensors) {
    try {
      return ManifestYaml.parse(tensors.metadata().getOrDefault(METADATA_KEY, "{}"));
    } catch (BadManifest e) {
      return ManifestYaml.EMPTY;
    }
  }

  /**
   * What the model {@code name} itself says, without any file beside it: its metadata, then its
   * tensors.
   *
   * @throws UnknownModel when the tensors belong to no known family
   * @throws BadManifest when the embedded manifest is impossible or contradicts the tensors
   */
  public static FoundManifest find(String name, ModelTensors tensors) {
    String embedded = tensors.metadata().get(METADATA_KEY);
    if (embedded != null) {
      return found(ManifestYaml.parse(embedded), ManifestSource.EMBEDDED, name, tensors);
    }
    var ultralytics = Ultralytics.of(tensors);
    if (asksFor(ultralytics, tensors)) {
      return found(
          ManifestYaml.of(ultralytics.manifest(), ultralytics.assumed()),
          ManifestSource.ULTRALYTICS,
          name,
          tensors);
    }
    if (isRecognized(tensors)) {
      return found(
          ManifestYaml.EMPTY,
          ultralytics.isPresent() ? ManifestSource.ULTRALYTICS : ManifestSource.GUESSED,
          name,
          tensors);
    }
    if (ultralytics.isPresent()) {
      throw ultralytics.unknown(name, tensors);
    }
    throw new UnknownModel(
        "%s has no manifest, and its tensors %s fit none of the known families: %s."
            .formatted(name, tensors, Families.described()));
  }

  /** Whether the metadata name a family, and the tensors are its own, or nobody else's. */
  private static boolean asksFor(Ultralytics ultralytics, ModelTensors tensors) {
    return ultralytics.isPresent()
        && ultralytics
            .family()
            .filter(family -> family.recognize(tensors).isPresent() || !isRecognized(tensors))
            .isPresent();
  }

  private static boolean isRecognized(ModelTensors tensors) {
    return Families.known().stream().anyMatch(family -> family.recognize(tensors).isPresent());
  }

  /** A complete rendering; reading it gives the same, with nothing assumed. */
  public static String write(ModelManifest manifest) {
    return ManifestText.write(manifest);
  }

  /** The YAML file that people put beside {@code onnxFile}, if they did. */
  public static Optional<Path> beside(Path onnxFile) {
    String name = nameOf(onnxFile);
    return ENDINGS.stream()
        .map(ending -> onnxFile.resolveSibling(name + ending))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** The name of {@code file} that a model has until somebody gives it another. */
  public static String nameOf(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
