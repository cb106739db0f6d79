package sightline.events.codec;

import java.io.IOException;
import sightline.events.CameraStatus;
import sightline.events.LedgerRow;

/**
 * What stands on topics {@code cameras} and {@code ledger}: the canonical JSON, in UTF-8. A key
 * that a newer writer knows and we do not is left out.
 *
 * <p>Threading: stateless, any thread.
 */
public final class StateCodec {

  private StateCodec() {}

  public static byte[] write(CameraStatus status) {
    return CanonicalJson.bytes(CanonicalJson.of(status));
  }

  public static byte[] write(LedgerRow row) {
    return CanonicalJson.bytes(CanonicalJson.of(row));
  }

  /**
   * Reads a value of one of these topics.
   *
   * @throws MalformedRecord when the bytes are something else
   */
  public static <T> T read(byte[] bytes, Class<T> kind) throws MalformedRecord {
    try {
      return CanonicalJson.read(bytes, kind);
    } catch (IOException e) {
      throw new MalformedRecord("not a " + kind.getSimpleName() + ": " + e.getMessage(), e);
    }
  }
}
