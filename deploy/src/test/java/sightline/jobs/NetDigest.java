package sightline.jobs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of an ONNX file without its metadata: graph and numbers, but not what is told of them.
 */
final class NetDigest {

  /** {@code metadata_props} of a ModelProto. */
  private static final long METADATA = 14;

  private static final int LENGTH_DELIMITED = 2;

  private NetDigest() {}

  static String of(Path onnx) throws IOException, NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256");
    var bytes = ByteBuffer.wrap(Files.readAllBytes(onnx));
    while (bytes.hasRemaining()) {
      int start = bytes.position();
      long tag = varint(bytes);
      long value = varint(bytes); // the number itself, or the length of what follows
      if ((tag & 7) == LENGTH_DELIMITED) {
        bytes.position(bytes.position() + Math.toIntExact(value));
      }
      if (tag >> 3 != METADATA) {
        digest.update(bytes.array(), start, bytes.position() - start);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
