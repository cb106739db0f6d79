package sightline.inference;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.EngineRefused;
import sightline.inference.image.Reduction;
import sightline.inference.slot.LoadedModel;
import sightline.inference.slot.LoadedSlots;
import sightline.inference.slot.Slot;

/** Opens the models of the slots, each file once. */
final class SlotModels {

  private static final Logger log = LoggerFactory.getLogger(SlotModels.class);

  private SlotModels() {}

  /**
   * The slots of {@code config}. The first one is served by {@code first}, which the caller has
   * opened and which is closed when one of the others cannot be.
   *
   * @throws EngineRefused when a file or the provider cannot be used
   */
  static LoadedSlots load(InferenceConfig config, LoadedModel first) throws EngineRefused {
    List<SlotConfig> wanted = config.slotsServed();
    Map<Path, LoadedModel> open = new HashMap<>();
    open.put(file(wanted.get(0)), first);
    var slots = new ArrayList<Slot>();
    try {
      for (SlotConfig slot : wanted) {
        if (!open.containsKey(file(slot))) {
          open.put(file(slot), load(config, slot));
        }
        slots.add(slot(slot, open.get(file(slot))));
      }
      return new LoadedSlots(slots);
    } catch (EngineRefused | RuntimeException | Error e) {
      open.values().forEach(LoadedModel::close);
      throw e;
    }
  }

  /**
   * The model of the first slot.
   *
   * @throws EngineRefused when the file or the provider cannot be used
   */
  static LoadedModel loadFirst(InferenceConfig config) throws EngineRefused {
    return load(config, config.slotsServed().get(0));
  }

  private static LoadedModel load(InferenceConfig config, SlotConfig slot) throws EngineRefused {
    var options = new EngineOptions(config.provider(), config.device(), config.intraOpThreads());
    LoadedModel model = LoadedModel.load(file(slot), options);
    var ref = model.ref();
    log.info("slot {}: model {} {} on {}", slot.name(), ref.name(), ref.version(), ref.provider());
    model.manifest().assumed().forEach(assumption -> log.info("assumed: {}", assumption));
    return model;
  }

  private static Path file(SlotConfig slot) {
    return Path.of(slot.model()).toAbsolutePath().normalize();
  }

  private static Slot slot(SlotConfig config, LoadedModel model) {
    return new Slot(
        config.name(),
        config.minScore() < 0 ? model : model.withMinScore(config.minScore()),
        Reduction.valueOf(config.reduction().toUpperCase(Locale.ROOT)),
        Set.copyOf(config.cameras()));
  }
}
