package sightline.inference.ledger;

import java.time.Instant;
import java.util.List;

/**
 * Where a record stood, and which rows it concerns.
 *
 * @param camera that it is of
 * @param slots bound to the camera when it was read; {@link #NO_SLOT} alone where none was given
 * @param published when the record was written, by its timestamp
 * @param offset of the record in its partition
 */
public record Arrival(String camera, List<String> slots, Instant published, long offset) {

  /** Stands in a row for a camera without any slot. */
  public static final String NO_SLOT = "";

  public Arrival {
    slots = slots.isEmpty() ? List.of(NO_SLOT) : List.copyOf(slots);
  }
}
