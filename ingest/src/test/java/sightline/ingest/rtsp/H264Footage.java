package sightline.ingest.rtsp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * H.264 cut into what fits RTP packets. Made by the {@code ffmpeg} program that comes with the
 * natives, from its own test picture.
 *
 * @param accessUnits one per frame
 * @param framesPerSecond at which they were made
 */
public record H264Footage(List<AccessUnit> accessUnits, double framesPerSecond) {

  private static final int MAX_PAYLOAD = 1400;
  private static final int DELIMITER = 9; // NAL unit type

  /**
   * One picture.
   *
   * @param payloads of its RTP packets, in order
   */
  public record AccessUnit(List<byte[]> payloads) {}

  /** A moving test picture, 320x240, 10 frames/s, 5 s. */
  public static H264Footage testPicture() throws IOException {
    Path file = Files.createTempFile("footage", ".h264");
    try {
      Ffmpeg.run(
          "-f",
          "lavfi",
          "-i",
          "testsrc2=size=320x240:rate=10",
          "-t",
          "5",
          "-c:v",
          "libopenh264",
          "-g",
          "10",
          "-bf",
          "0",
          "-bsf:v",
          "h264_metadata=aud=insert",
          "-f",
          "h264",
          file.toString());
      return new H264Footage(split(Files.readAllBytes(file)), 10);
    } finally {
      Files.delete(file);
    }
  }

  private static List<AccessUnit> split(byte[] stream) {
    List<AccessUnit> units = new ArrayList<>();
    for (byte[] nal : nalUnits(stream)) {
      if ((nal[0] & 0x1F) == DELIMITER) {
        units.add(new AccessUnit(new ArrayList<>()));
      } else {
        units.get(units.size() - 1).payloads().addAll(payloads(nal));
      }
    }
    return units;
  }

  /** A NAL unit as it is when it fits, else in fragments (FU-A). */
  private static List<byte[]> payloads(byte[] nal) {
    if (nal.length <= MAX_PAYLOAD) {
      return List.of(nal);
    }
    List<byte[]> fragments = new ArrayList<>();
    for (int at = 1; at < nal.length; at += MAX_PAYLOAD - 2) {
      int end = Math.min(nal.length, at + MAX_PAYLOAD - 2);
      byte[] fragment = new byte[end - at + 2];
      fragment[0] = (byte) ((nal[0] & 0xE0) | 28);
      fragment[1] =
          (byte) ((nal[0] & 0x1F) | (at == 1 ? 0x80 : 0) | (end == nal.length ? 0x40 : 0));
      System.arraycopy(nal, at, fragment, 2, end - at);
      fragments.add(fragment);
    }
    return fragments;
  }

  private static List<byte[]> nalUnits(byte[] stream) {
    List<byte[]> units = new ArrayList<>();
    int start = -1;
    for (int i = 0; i + 2 < stream.length; i++) {
      if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
        if (start >= 0) {
          units.add(Arrays.copyOfRange(stream, start, stream[i - 1] == 0 ? i - 1 : i));
        }
        start = i + 3;
      }
    }
    units.add(Arrays.copyOfRange(stream, start, stream.length));
    return units;
  }
}
