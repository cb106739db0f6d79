package sightline.deploy.inspect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import sightline.deploy.console.BadInput;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.Bundle;
import sightline.inference.bundle.Limits;
import sightline.inference.check.onnx.OnnxFile;
import sightline.inference.engine.Engine;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.EngineRefused;
import sightline.inference.engine.OnnxEngine;
import sightline.inference.manifest.FoundManifest;
import sightline.inference.manifest.Manifests;
import sightline.inference.model.BadManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.UnknownModel;

/**
 * Looks at one model file: its structure first, which is harmless, then in the engine.
 *
 * <p>Threading: one thread.
 */
final class Inspector {

  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private final Path file;
  private final Optional<Path> manifest;

  /**
   * @param manifest that is given in place of the one beside or inside the file
   */
  Inspector(Path file, Optional<Path> manifest) {
    this.file = file;
    this.manifest = manifest;
  }

  /**
   * What the file is.
   *
   * @throws BadInput when it is no model that can be used, in one sentence
   */
  Inspection inspect() {
    requireFile();
    try {
      return isZip() ? inspectBundle() : inspect(file, manifest.or(() -> Manifests.beside(file)));
    } catch (BadUpload | EngineRefused | BadManifest e) {
      throw new BadInput("%s: %s".formatted(file.getFileName(), e.getMessage()), e);
    } catch (IOException e) {
      throw new BadInput("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private void requireFile() {
    if (Files.isDirectory(file)) {
      throw new BadInput("%s is a folder, expected an ONNX file".formatted(file));
    }
    if (!Files.isReadable(file)) {
      throw new BadInput("%s does not exist or cannot be read".formatted(file));
    }
    manifest
        .filter(given -> !Files.isRegularFile(given))
        .ifPresent(
            given -> {
              throw new BadInput("manifest %s does not exist".formatted(given));
            });
  }

  private boolean isZip() throws IOException {
    try (var in = Files.newInputStream(file)) {
      return java.util.Arrays.equals(in.readNBytes(ZIP.length), ZIP);
    }
  }

  private Inspection inspectBundle() throws IOException, BadUpload, EngineRefused {
    Path folder = Files.createTempDirectory("sightline-inspect");
    try {
      Bundle bundle = Bundle.open(file, folder, Limits.DEFAULT);
      return inspect(bundle.onnx(), manifest.or(bundle::manifest));
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              one -> {
                try {
                  Files.deleteIfExists(one);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  private Inspection inspect(Path onnx, Optional<Path> yaml)
      throws IOException, BadUpload, EngineRefused {
    long size = Files.size(onnx);
    if (size == 0) {
      throw new BadUpload("The file is empty, expected an ONNX file.");
    }
    OnnxFile facts = OnnxFile.read(onnx, Limits.DEFAULT);
    String name = Manifests.nameOf(onnx);
    try (Engine engine = OnnxEngine.open(onnx, EngineOptions.cpu())) {
      ModelTensors tensors = engine.tensors();
      try {
        FoundManifest found =
            yaml.isPresent()
                ? Manifests.given(Files.readString(yaml.orElseThrow()), name, tensors)
                : Manifests.find(name, tensors);
        return new Inspection(name, size, facts, tensors, Optional.of(found), "");
      } catch (UnknownModel e) {
        return new Inspection(name, size, facts, tensors, Optional.empty(), e.getMessage());
      }
    }
  }
}
