package sightline.events.codec;

import java.io.IOException;

/**
 * What stands on the topics of states (cameras, ledger, models, worker-status) and in a switch
 * marker: the canonical JSON, in UTF-8. A key that only a newer writer knows is left out.
 *
 * <p>Threading: stateless, any thread.
 */
public final class StateCodec {
  private StateCodec() {}

  public static byte[] write(Record fact) {
    return CanonicalJson.bytes(CanonicalJson.of(fact));
  }

  /** Reads a value of one of these topics. */
  public static <T> T read(byte[] bytes, Class<T> kind) throws MalformedRecord {
    try {
      return CanonicalJson.read(bytes, kind);
    } catch (IOException e) {
      throw new MalformedRecord("not a " + kind.getSimpleName() + ": " + e.getMessage(), e);
    }
  }
}
