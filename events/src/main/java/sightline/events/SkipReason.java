package sightline.events;

/** Why a frame that the camera gave was left out on purpose, or could not be published. */
public enum SkipReason {
  /** The camera's frame rate limit had been used up. */
  PACED,
  /** The broker was behind and the frame had to make way for a newer one. */
  BEHIND,
  /** The picture stayed above the size limit even after it was made smaller. */
  OVERSIZE,
  /** The source gave something that could not be made into a picture. */
  UNREADABLE,
  /** The broker refused the record for good. */
  PUBLISH_FAILED,
  /** The workers were behind, and the camera's policy let the frame go; never said by ingest. */
  OVERLOADED
}
