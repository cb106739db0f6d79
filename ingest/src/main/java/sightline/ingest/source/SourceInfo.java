package sightline.ingest.source;

import java.util.Locale;
import sightline.events.geometry.FrameSize;

/**
 * What was recognized at a location.
 *
 * @param kind for people: "video file, h264"
 * @param size of the first frame
 * @param framesPerSecond as the source says; 0 when it does not
 * @param expectedFrames how many it will give; -1 when nobody can tell or it never ends
 */
public record SourceInfo(String kind, FrameSize size, double framesPerSecond, long expectedFrames) {

  public SourceInfo withKind(String changed) {
    return new SourceInfo(changed, size, framesPerSecond, expectedFrames);
  }

  @Override
  public String toString() {
    var text = new StringBuilder(kind).append(", ").append(size);
    if (framesPerSecond > 0) {
      text.append(String.format(Locale.ROOT, ", %.4g frames/s", framesPerSecond));
    }
    if (expectedFrames >= 0) {
      text.append(", ").append(expectedFrames).append(" frames");
    }
    return text.toString();
  }
}
