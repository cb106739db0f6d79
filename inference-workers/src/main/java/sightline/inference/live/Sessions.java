package sightline.inference.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import sightline.events.slot.ServedModel;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.Bundle;
import sightline.inference.bundle.Limits;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.EngineRefused;
import sightline.inference.slot.LoadedModel;

/**
 * Models that are open, each once however many slots use it.
 *
 * <p>Threading: one thread.
 *
 * <p>Ownership: owns the models; what was taken is given back once.
 */
final class Sessions {

  private final EngineOptions options;
  private final Map<VersionKey.Session, Shared> open = new HashMap<>();

  private static final class Shared {
    private final LoadedModel model;
    private int users;

    Shared(LoadedModel model) {
      this.model = model;
    }
  }

  Sessions(EngineOptions options) {
    this.options = options;
  }

  /**
   * The model of {@code key}, opened from {@code file} unless it is open.
   *
   * @throws EngineRefused when it cannot be opened
   */
  LoadedModel take(VersionKey key, Path file) throws EngineRefused {
    Shared shared = open.get(key.session());
    if (shared == null) {
      shared = new Shared(open(key.model(), file));
      open.put(key.session(), shared);
    }
    shared.users++;
    return shared.model;
  }

  /** The files of the artifact are needed for as long as the session takes to open. */
  private LoadedModel open(ServedModel model, Path file) throws EngineRefused {
    try {
      Path folder = Files.createTempDirectory(file.getParent(), "open-");
      try {
        return LoadedModel.load(Bundle.open(file, folder, Limits.DEFAULT).onnx(), model, options);
      } finally {
        delete(folder);
      }
    } catch (BadUpload e) {
      throw new EngineRefused("%s is refused: %s".formatted(model.id(), e.getMessage()), e);
    } catch (IOException e) {
      throw new EngineRefused("%s cannot be unpacked: %s".formatted(model.id(), e), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }

  /** One user less; the last one closes it. */
  void giveBack(VersionKey key) {
    Shared shared = open.get(key.session());
    if (--shared.users == 0) {
      open.remove(key.session());
      shared.model.close();
    }
  }
}
