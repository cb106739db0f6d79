package sightline.registry.shelf;

import java.util.List;
import java.util.Optional;
import sightline.events.slot.CameraChange;
import sightline.events.slot.SlotRecord;

/**
 * Everything the registry knows, as of the last record of the log that was read.
 *
 * <p>Threading: any thread; an answer is a snapshot.
 */
public interface Shelf {

  /** By name. */
  List<Model> models();

  /** Of one model, newest first; none when there is no such model. */
  List<ModelVersion> versions(String model);

  /** By number, alias or {@code latest}. */
  Optional<ModelVersion> version(String model, String numberOrAlias);

  /** By name. */
  List<SlotRecord> slots();

  Optional<SlotRecord> slot(String name);

  /**
   * What is changed of cameras while they run, by name; with those taken back, without settings.
   */
  List<CameraChange> cameras();

  /** The same of one; of edition 0 when nobody changed it. */
  CameraChange camera(String name);

  Optional<Promotion> promotion(String id);

  /** The newest of a slot. */
  Optional<Promotion> promotionOf(String slot);

  /** Oldest first, at most {@code limit}, after the entry {@code after}; empty: from the first. */
  List<AuditEntry> audit(String after, int limit);

  /** Entries with action {@code switched} or {@code rolled-back} of a slot, newest first. */
  List<AuditEntry> switches(String slot);

  /** By name. */
  List<Worker> workers();

  /** Why this registry cannot be asked now; empty when it can. */
  String whyNotReady();

  /** Whether the log was read to its end once; before that, what is not known may well exist. */
  boolean knowsTheLog();

  /** Whether this registry is the one that writes. */
  boolean writes();

  /** Where the one that writes is reached; empty when nobody knows. */
  Optional<String> writerUrl();
}
