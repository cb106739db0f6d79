package sightline.inference.slot;

import java.util.Set;
import sightline.events.ModelRef;
import sightline.inference.image.Reduction;

/**
 * What is being looked for on some cameras, and the model that looks.
 *
 * @param name that every result carries
 * @param model that serves it
 * @param reduction how small its pictures may be decoded
 * @param cameras ids of the cameras it is bound to; empty for all
 * @param usage frames on their way to it; tells slots of one name apart
 */
public record Slot(
    String name, LoadedModel model, Reduction reduction, Set<String> cameras, Usage usage) {

  public Slot {
    cameras = Set.copyOf(cameras);
  }

  /** A slot whose end nobody waits for. */
  public Slot(String name, LoadedModel model, Reduction reduction, Set<String> cameras) {
    this(name, model, reduction, cameras, new Usage(() -> {}));
  }

  /** A slot that cannot look at anything, because {@code model} is not open, and {@code why}. */
  public static Slot absent(String name, ModelRef model, String why) {
    return new Slot(
        name, new LoadedModel(model, null, new AbsentEngine(why)), Reduction.QUARTER, Set.of());
  }

  /** Why it cannot look at a frame; one sentence. */
  public String whyAbsent() {
    return model.engine() instanceof AbsentEngine absent
        ? absent.why()
        : "model %s/%s of slot %s is not open any more"
            .formatted(model.ref().name(), model.ref().version(), name);
  }

  /** Whether it is bound to {@code camera}. */
  public boolean looksAt(String camera) {
    return cameras.isEmpty() || cameras.contains(camera);
  }
}
