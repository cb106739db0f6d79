package sightline.ingest.camera;

import sightline.ingest.source.picture.PictureRules;

/**
 * What a reader asks for before each frame, because it may be changed while the camera runs.
 *
 * @param framesPerSecond most frames published per second; 0 for as many as it gives
 * @param rules its pictures obey
 */
record Shape(double framesPerSecond, PictureRules rules) {

  static Shape of(CameraSettings settings, int maxBytes) {
    return new Shape(
        settings.framesPerSecond(),
        new PictureRules(settings.longestSide(), settings.jpegQuality(), maxBytes));
  }
}
