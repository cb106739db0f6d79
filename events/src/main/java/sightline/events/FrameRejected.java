package sightline.events;

/**
 * A frame could not be handled. Topic {@code rejections}, key = camera.
 *
 * @param reason from a closed list, so that rejections can be counted
 * @param detail one sentence: what was expected, what was found
 * @param thumbnail the picture made small; no bytes where none could be made
 */
public record FrameRejected(
    Provenance provenance, Reason reason, String detail, Picture thumbnail) {
  /** Why a frame was rejected. */
  public enum Reason {
    /** The bytes are not a picture. */
    UNREADABLE,
    /** The picture is not the size its headers say. */
    WRONG_SIZE,
    /** The picture or its record is larger than the worker accepts. */
    OVERSIZE,
    /** The record's headers are missing or make no sense. */
    BAD_HEADERS,
    /** Something failed while the frame was handled; the detail says what. */
    FAILED
  }
}
