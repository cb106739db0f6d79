package sightline.deploy.rejections;

import sightline.events.FrameId;
import sightline.events.Provenance;

/**
 * Names the outcome of one frame for one slot: {@code CAMERA/EPOCH/SEQUENCE/SLOT}, as in the {@code
 * ce_id} of results.
 */
record RejectionId(FrameId frame, String slot) {

  private static final int PARTS = 4;

  RejectionId {
    if (slot.isBlank()) {
      throw new IllegalArgumentException("the slot of " + frame + " is empty, expected a name");
    }
  }

  static RejectionId of(Provenance provenance) {
    return new RejectionId(provenance.frame(), provenance.slot());
  }

  /**
   * Reads {@code text}.
   *
   * @throws IllegalArgumentException when it is no id
   */
  static RejectionId parse(String text) {
    String[] parts = text.strip().split("/", PARTS);
    if (parts.length < PARTS) {
      throw new IllegalArgumentException(
          "id is '%s', expected CAMERA/EPOCH/SEQUENCE/SLOT".formatted(text));
    }
    try {
      var frame = new FrameId(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
      return new RejectionId(frame, parts[PARTS - 1]);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "id is '%s', expected whole numbers for EPOCH and SEQUENCE".formatted(text), e);
    }
  }

  @Override
  public String toString() {
    return frame + "/" + slot;
  }
}
