package sightline.inference.slot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import sightline.events.ModelRef;
import sightline.events.slot.ServedModel;
import sightline.inference.engine.Engine;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.EngineRefused;
import sightline.inference.engine.OnnxEngine;
import sightline.inference.manifest.Manifests;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.TensorInfo;

/**
 * A model file that is open, understood, and named.
 *
 * <p>Ownership: owns the engine; close the lanes first.
 *
 * @param ref name, version, digest and provider, for every result
 * @param manifest how it is fed and read
 * @param engine that runs it
 */
public record LoadedModel(ModelRef ref, ModelManifest manifest, Engine engine)
    implements AutoCloseable {

  /**
   * Opens {@code file}, reads or guesses its manifest, and takes its digest.
   *
   * @throws EngineRefused when the file cannot be used; the message is one sentence
   */
  public static LoadedModel load(Path file, EngineOptions options) throws EngineRefused {
    Engine engine = OnnxEngine.openOnDevice(file, options);
    try {
      ModelManifest manifest = Manifests.read(file, engine.tensors());
      requireOpenBatch(engine.tensors(), manifest);
      var ref = new ModelRef(manifest.name(), manifest.version(), digest(file), engine.provider());
      return new LoadedModel(ref, manifest, engine);
    } catch (IOException e) {
      engine.close();
      throw new EngineRefused("model %s cannot be read: %s".formatted(file, e.getMessage()), e);
    } catch (IllegalArgumentException e) { // the manifest's own sentence
      engine.close();
      throw new EngineRefused(e.getMessage(), e);
    } catch (EngineRefused | RuntimeException | Error e) {
      engine.close();
      throw e;
    }
  }

  /**
   * Opens {@code file}, the artifact of {@code served}, whose digest was compared.
   *
   * @throws EngineRefused when the file cannot be used; the message is one sentence
   */
  public static LoadedModel load(Path file, ServedModel served, EngineOptions options)
      throws EngineRefused {
    Engine engine = OnnxEngine.openOnDevice(file, options);
    try {
      ModelManifest manifest = Manifests.read(served.manifest(), served.name(), engine.tensors());
      requireOpenBatch(engine.tensors(), manifest);
      var ref = new ModelRef(served.name(), served.version(), served.digest(), engine.provider());
      return new LoadedModel(ref, manifest, engine);
    } catch (IllegalArgumentException e) { // the manifest's own sentence
      engine.close();
      throw new EngineRefused(e.getMessage(), e);
    } catch (EngineRefused | RuntimeException | Error e) {
      engine.close();
      throw e;
    }
  }

  /** The same model with another threshold. */
  public LoadedModel withMinScore(float minScore) {
    return new LoadedModel(ref, manifest.withMinScore(minScore), engine);
  }

  /** The largest batch that file and manifest allow, at most {@code wanted}. */
  public int batchUpTo(int wanted) {
    int allowed = manifest.maxBatch() == 0 ? wanted : Math.min(wanted, manifest.maxBatch());
    return pictures(engine.tensors(), manifest).dims().get(0) == 1 ? 1 : allowed;
  }

  private static TensorInfo pictures(ModelTensors tensors, ModelManifest manifest) {
    return tensors.inputs().stream()
        .filter(input -> input.name().equals(manifest.inputName()))
        .findFirst()
        .orElseThrow();
  }

  private static void requireOpenBatch(ModelTensors tensors, ModelManifest manifest)
      throws EngineRefused {
    long batch = pictures(tensors, manifest).dims().get(0);
    if (batch != 1 && batch != -1) {
      throw new EngineRefused(
          "the model takes %s, expected a batch of 1 or an open one".formatted(tensors.inputs()));
    }
  }

  private static String digest(Path file) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
        long ignored = in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
