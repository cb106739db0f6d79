package sightline.inference.check;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.Bundle;
import sightline.inference.bundle.Limits;
import sightline.inference.manifest.FoundManifest;
import sightline.inference.manifest.Manifests;
import sightline.inference.model.ModelTensors;

/**
 * Which manifest holds: the one given, that of the bundle, that beside the file, else what the
 * model says itself.
 */
record ManifestChoice(String name, Optional<Path> file, Limits limits) {

  static ManifestChoice of(Path file, Bundle bundle, CheckArguments arguments) {
    Optional<Path> manifest =
        Stream.of(
                arguments.manifests().stream().findFirst(),
                bundle.manifest(),
                Manifests.beside(file))
            .flatMap(Optional::stream)
            .findFirst();
    return new ManifestChoice(arguments.nameOf(file), manifest, arguments.limits());
  }

  FoundManifest understand(ModelTensors tensors) throws IOException, BadUpload {
    FoundManifest found =
        file.isEmpty()
            ? Manifests.find(name, tensors)
            : Manifests.given(text(file.orElseThrow()), name, tensors);
    int labels = found.manifest().labels().size();
    if (labels > limits.maxLabels()) {
      throw new BadUpload(
          "The manifest names %d labels, expected at most %d (maxLabels).",
          labels, limits.maxLabels());
    }
    return found;
  }

  private String text(Path manifest) throws IOException, BadUpload {
    if (Files.size(manifest) > limits.maxManifestBytes()) {
      throw new BadUpload(
          "The manifest has %d bytes, expected at most %d (maxManifestBytes).",
          Files.size(manifest), limits.maxManifestBytes());
    }
    try {
      return Files.readString(manifest);
    } catch (CharacterCodingException e) {
      throw new BadUpload("The manifest is no text in UTF-8.");
    }
  }
}
