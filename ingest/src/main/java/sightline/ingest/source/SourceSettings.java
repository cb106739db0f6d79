package sightline.ingest.source;

import java.time.Duration;

/**
 * What every source needs to know.
 *
 * @param folderFramesPerSecond rate at which the images of a folder are taken to have been captured
 * @param connectTimeout longest wait for an answer of a camera
 * @param maxPartBytes largest picture read from an image file or an MJPEG stream, bytes
 * @param maxPixels largest picture that is decoded, pixels
 */
public record SourceSettings(
    double folderFramesPerSecond, Duration connectTimeout, int maxPartBytes, long maxPixels) {

  /** Fit for probes and tests. */
  public static final SourceSettings DEFAULTS =
      new SourceSettings(10, Duration.ofSeconds(10), 64 << 20, 1L << 26);
}
