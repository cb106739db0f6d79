package sightline.registry.swap;

import java.util.Optional;
import sightline.events.slot.CameraChange;
import sightline.events.slot.SlotRecord;
import sightline.registry.shelf.AuditEntry;
import sightline.registry.shelf.Knowledge;
import sightline.registry.shelf.Model;
import sightline.registry.shelf.Refused;
import sightline.registry.shelf.Refused.Kind;
import sightline.registry.shelf.SlotWish;

/** Lets nobody overwrite what somebody else has changed meanwhile. */
final class Editions {

  private Editions() {}

  /** The slot as the wish saw it; empty when it is to be made. */
  static Optional<SlotRecord> seen(Knowledge known, SlotWish wish) {
    Optional<SlotRecord> slot = known.slot(wish.slot());
    boolean creates = wish.kind() == SlotWish.Kind.BIND;
    if (slot.isEmpty() && !creates) {
      throw new Refused(Kind.UNKNOWN, "there is no slot %s".formatted(wish.slot()));
    }
    long seen =
        wish.edition()
            .orElseThrow(
                () ->
                    new Refused(
                        Kind.EDITION_MISSING,
                        "say which edition of slot %s you saw; it is at %d"
                            .formatted(wish.slot(), slot.map(SlotRecord::edition).orElse(0L))));
    require(
        "slot " + wish.slot(),
        known.audit().newestOf(wish.slot()),
        seen,
        slot.map(SlotRecord::edition));
    return slot;
  }

  static void requireSeen(Knowledge known, Model model, long seen) {
    if (seen < 0) {
      throw new Refused(
          Kind.EDITION_MISSING,
          "say which edition of model %s you saw; it is at %d"
              .formatted(model.name(), model.edition()));
    }
    require(
        "model " + model.name(),
        known.audit().newestOf(model.name()),
        seen,
        Optional.of(model.edition()));
  }

  static void requireSeen(Knowledge known, CameraChange camera, long seen) {
    if (seen < 0) {
      throw new Refused(
          Kind.EDITION_MISSING,
          "say which edition of camera %s you saw; it is at %d"
              .formatted(camera.camera(), camera.edition()));
    }
    require(
        "camera " + camera.camera(),
        known.audit().newestOfCamera(camera.camera()),
        seen,
        Optional.of(camera.edition()));
  }

  private static void require(
      String what, Optional<AuditEntry> newest, long seen, Optional<Long> edition) {
    long is = edition.orElse(0L);
    if (seen == is) {
      return;
    }
    String last =
        newest
            .map(
                entry ->
                    " %s %s at %s;"
                        .formatted(
                            entry.by(), (entry.action() + " " + entry.to()).strip(), entry.at()))
            .orElse("");
    throw new Refused(
        Kind.STALE,
        "%s is at edition %d, you saw %d:%s look again".formatted(what, is, seen, last));
  }
}
