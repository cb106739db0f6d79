package sightline.registry.shelf;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sightline.events.slot.CameraChange;
import sightline.events.slot.ServedModel;
import sightline.events.slot.SlotRecord;

/**
 * All that stood in the log up to one record.
 *
 * @param models by name
 * @param versions newest first, by model
 * @param slots by name
 * @param cameras what is changed of them, by name
 * @param heard by worker
 */
public record Knowledge(
    Map<String, Model> models,
    Map<String, List<ModelVersion>> versions,
    Map<String, SlotRecord> slots,
    Map<String, CameraChange> cameras,
    Map<String, Heard> heard,
    AuditTrail audit,
    WriterRecord writer) {

  /** In place of a version: the newest. */
  public static final String LATEST = "latest";

  public static final Knowledge NOTHING =
      new Knowledge(
          Map.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          AuditTrail.NOTHING,
          WriterRecord.NOBODY);

  /** Newest first. */
  public List<ModelVersion> versionsOf(String model) {
    return versions.getOrDefault(model, List.of());
  }

  /** By number, alias or {@value #LATEST}. */
  public Optional<ModelVersion> version(String model, String numberOrAlias) {
    Model found = models.get(model);
    if (found == null) {
      return Optional.empty();
    }
    List<ModelVersion> all = versionsOf(model);
    if (numberOrAlias.equals(LATEST)) {
      return all.stream().findFirst();
    }
    String number = found.aliases().getOrDefault(numberOrAlias, numberOrAlias);
    return all.stream().filter(one -> one.version().equals(number)).findFirst();
  }

  /** What the shelf says about a version that a slot serves. */
  public Optional<ModelVersion> version(ServedModel served) {
    return version(served.name(), served.version());
  }

  public Optional<SlotRecord> slot(String name) {
    return Optional.ofNullable(slots.get(name));
  }

  /** Of edition 0 and without settings when nobody changed it. */
  public CameraChange camera(String name) {
    return cameras.getOrDefault(name, new CameraChange(name, 0, Map.of()));
  }

  Collection<Model> allModels() {
    return models.values();
  }
}
