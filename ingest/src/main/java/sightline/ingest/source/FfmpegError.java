package sightline.ingest.source;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_FORBIDDEN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_UNAUTHORIZED;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

/**
 * FFmpeg's error codes as {@link SourceLost}, in words and without the location's credentials.
 *
 * <p>Threading: stateless, any thread.
 */
final class FfmpegError {

  private static final int TEXT_BYTES = 256;

  private FfmpegError() {}

  static SourceLost lost(int code, Location location) {
    if (code == AVERROR_EXIT()) {
      return new SourceLost(SourceLost.Cause.STOPPED, "the read of " + location + " was ended");
    }
    if (code == AVERROR_HTTP_UNAUTHORIZED() || code == AVERROR_HTTP_FORBIDDEN()) {
      return new SourceLost(
          SourceLost.Cause.CREDENTIALS, location + " refuses the user name or password");
    }
    return new SourceLost(SourceLost.Cause.BROKEN, location + ": " + text(code));
  }

  private static String text(int code) {
    byte[] text = new byte[TEXT_BYTES];
    av_strerror(code, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, java.nio.charset.StandardCharsets.UTF_8);
  }
}
