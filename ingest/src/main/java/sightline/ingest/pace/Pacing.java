package sightline.ingest.pace;

/** At which speed footage is played; cameras have their own. */
public enum Pacing {
  /** By its own timestamps, once; then the camera has ended. */
  ORIGINAL,
  /** By its own timestamps, over and over, each time as a new epoch. */
  LOOP,
  /** As fast as it can be handled, once. */
  FAST
}
