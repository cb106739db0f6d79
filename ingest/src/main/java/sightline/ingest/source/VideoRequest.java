package sightline.ingest.source;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How FFmpeg is asked to open something.
 *
 * @param location to open
 * @param format FFmpeg's input format; empty when it shall find out
 * @param options FFmpeg's own options
 * @param live whether it is a camera, which has no end; frames are stamped when they arrive
 * @param maxPixels largest picture that is decoded, pixels
 */
record VideoRequest(
    Location location, String format, Map<String, String> options, boolean live, long maxPixels) {

  /** Containers that hold their footage themselves; playlists name other files and addresses. */
  private static final String CONTAINERS =
      "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,asf,ogg,mxf,ivf,nut,gif,"
          + "h264,hevc,m4v,obu,av1,mjpeg,dv,wtv,rm,yuv4mpegpipe";

  /** A file on disk. */
  static VideoRequest file(Location location, SourceSettings settings) {
    Map<String, String> options =
        Map.of("protocol_whitelist", "file", "format_whitelist", CONTAINERS);
    return new VideoRequest(location, "", options, false, settings.maxPixels());
  }

  /** A camera that speaks RTSP, over TCP, with as little delay as it can. */
  static VideoRequest rtsp(Location location, SourceSettings settings) {
    var options = lowDelay(settings.connectTimeout());
    options.put("rtsp_transport", "tcp");
    options.put("protocol_whitelist", "rtsp,rtsps,rtp,rtcp,srtp,tcp,tls,udp");
    return new VideoRequest(location, "", options, true, settings.maxPixels());
  }

  /** HLS or any other video over HTTP; a hostile playlist cannot reach local files. */
  static VideoRequest http(Location location, SourceSettings settings) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("rw_timeout", micros(settings.connectTimeout()));
    options.put("fpsprobesize", "0");
    options.put("protocol_whitelist", "http,https,tcp,tls,crypto,data,httpproxy");
    return new VideoRequest(location, "", options, true, settings.maxPixels());
  }

  /** A video device of this machine. */
  static VideoRequest device(Location location, SourceSettings settings) {
    return new VideoRequest(location, "v4l2", Map.of(), true, settings.maxPixels());
  }

  /** What FFmpeg is asked for. A bare file name with a colon would name a protocol. */
  String url() {
    return location.kind() == Location.Kind.FILE
        ? "file:" + Path.of(location.full()).toAbsolutePath()
        : location.full();
  }

  private static Map<String, String> lowDelay(Duration timeout) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("timeout", micros(timeout));
    options.put("fpsprobesize", "0"); // the rate is not worth waiting for
    options.put("max_ts_probe", "0"); // nor is a decoding time, which takes eight frames of H.264
    options.put("flags", "low_delay");
    options.put("probesize", "500000");
    options.put("analyzeduration", "1000000");
    return options;
  }

  private static String micros(Duration duration) {
    return Long.toString(duration.toNanos() / 1000);
  }
}
