package sightline.inference.live;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
      shared = new Shared(LoadedModel.load(file, key.model(), options));
      open.put(key.session(), shared);
    }
    shared.users++;
    return shared.model;
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
