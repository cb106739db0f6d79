package sightline.deploy.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import sightline.deploy.console.BadInput;
import sightline.deploy.models.RegistryClient;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryPath;
import sightline.deploy.models.VersionName;
import sightline.events.slot.ServedModel;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.Bundle;
import sightline.inference.bundle.Limits;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.EngineRefused;
import sightline.inference.slot.LoadedModel;

/**
 * The model that is evaluated: a file, or a version that a registry has.
 *
 * <p>Ownership: owns the open model, and the folder that a version was fetched to.
 */
final class EvalModel implements AutoCloseable {

  private final Optional<Path> scratch;
  private LoadedModel model;

  private EvalModel(Optional<Path> scratch) {
    this.scratch = scratch;
  }

  /**
   * Opens what {@code named} means: a file if there is one of that name, else a version.
   *
   * @param minScore what is less sure is not asked for
   * @throws BadInput when it is neither
   */
  static EvalModel open(String named, RegistryClient registry, float minScore)
      throws EngineRefused, RegistryFailed, InterruptedException, IOException {
    Path file = Path.of(named);
    if (Files.isRegularFile(file)) {
      var opened = new EvalModel(Optional.empty());
      opened.model = LoadedModel.load(file, EngineOptions.cpu()).withMinScore(minScore);
      return opened;
    }
    if (named.endsWith(".onnx") || Files.exists(file) || !named.contains("/")) {
      throw new BadInput(
          "model %s is no file, expected an ONNX file or MODEL/VERSION of the registry"
              .formatted(named));
    }
    VersionName version = BadInput.unlessRead(() -> VersionName.parse(named));
    var opened = new EvalModel(Optional.of(Files.createTempDirectory("sightline-eval")));
    try {
      opened.fetch(version, registry, minScore);
      return opened;
    } catch (EngineRefused
        | RegistryFailed
        | InterruptedException
        | IOException
        | RuntimeException
        | Error e) {
      opened.close();
      throw e;
    }
  }

  private void fetch(VersionName version, RegistryClient registry, float minScore)
      throws EngineRefused, RegistryFailed, InterruptedException, IOException {
    var facts = registry.get(version.path()).body();
    String digest = facts.path("digest").asText();
    long size = facts.path("sizeBytes").asLong();
    if (size > Limits.DEFAULT.maxFileBytes()) {
      throw new BadInput(
          "%s has %d bytes, expected at most %d"
              .formatted(version, size, Limits.DEFAULT.maxFileBytes()));
    }
    Path folder = scratch.orElseThrow();
    Path artifact = folder.resolve(version.model() + ".artifact");
    registry.download(RegistryPath.of("artifacts", digest), artifact, digest);
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    try {
      Bundle bundle = Bundle.open(artifact, unpacked, Limits.DEFAULT);
      var served =
          new ServedModel(
              version.model(),
              facts.path("version").asText(),
              digest,
              Files.size(artifact),
              facts.path("manifest").asText());
      model = LoadedModel.load(bundle.onnx(), served, EngineOptions.cpu()).withMinScore(minScore);
    } catch (BadUpload e) {
      throw new BadInput("%s cannot be used: %s".formatted(version, e.getMessage()), e);
    }
  }

  LoadedModel model() {
    return model;
  }

  @Override
  public void close() {
    if (model != null) {
      model.close();
    }
    scratch.ifPresent(EvalModel::delete);
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      folder.toFile().deleteOnExit();
    }
  }
}
