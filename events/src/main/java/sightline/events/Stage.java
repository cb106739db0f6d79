package sightline.events;

import java.util.Locale;

/** The stations of a frame whose time is kept, in the order in which it meets them. */
public enum Stage {
  /** The record got its timestamp in the producer. */
  PUBLISHED,
  /** The worker had the record in hand. */
  POLLED,
  /** It stood in the queue of the batcher. */
  QUEUED,
  /** Its batch left the queue. */
  STARTED,
  /** The JPEG was pixels. */
  DECODED,
  /** The pixels were a tensor. */
  PREPARED,
  /** The engine had answered. */
  INFERRED,
  /** The answer had been read into candidates. */
  READ,
  /** Overlapping candidates were gone. */
  SUPPRESSED,
  /** The result was on its way to its topic. */
  FORWARDED;

  /** The name on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
