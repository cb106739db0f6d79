package sightline.registry.swap;

import java.util.List;
import java.util.Optional;
import sightline.events.slot.ServedModel;
import sightline.events.slot.SlotState;
import sightline.events.slot.WorkerStatus;
import sightline.events.slot.WorkerStatus.Step;
import sightline.registry.shelf.Heard;
import sightline.registry.shelf.Knowledge;
import sightline.registry.shelf.ModelVersion;

/** Whether the workers have the memory to open a state's models beside what they serve. */
final class MemoryNeed {

  private static final double MEGABYTE = 1e6;

  private MemoryNeed() {}

  /** The first live worker that has too little, in a sentence. */
  static Optional<String> shortage(Knowledge known, SlotState next, List<CrewMember> crew) {
    for (CrewMember member : crew) {
      for (Heard heard : member.said()) {
        long free = heard.status().freeBytes();
        long needed = needed(known, next, heard.status());
        if (member.lives() && free >= 0 && needed > free) {
          return Optional.of(sentence(member.worker(), free, needed, next));
        }
      }
    }
    return Optional.empty();
  }

  private static long needed(Knowledge known, SlotState next, WorkerStatus status) {
    return Progress.modelsOf(next).stream()
        .filter(model -> !isOpen(model, next.slot(), status))
        .mapToLong(model -> known.version(model).map(ModelVersion::residentBytes).orElse(0L))
        .sum();
  }

  private static boolean isOpen(ServedModel model, String slot, WorkerStatus status) {
    return status.versions().stream()
        .anyMatch(
            one ->
                one.slot().equals(slot)
                    && one.digest().equals(model.digest())
                    && one.step() == Step.READY);
  }

  private static String sentence(String worker, long free, long needed, SlotState next) {
    List<String> models = Progress.modelsOf(next).stream().map(ServedModel::id).toList();
    return String.format(
        java.util.Locale.ROOT,
        "worker %s has %.1f MB of memory free, %s needs %.1f MB beside what is open: with gap each"
            + " worker closes the old model first, and frames wait meanwhile",
        worker,
        free / MEGABYTE,
        String.join(" and ", models),
        needed / MEGABYTE);
  }
}
