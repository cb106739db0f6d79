package sightline.registry.store;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What names an artifact: {@code sha256:} and 64 hexadecimal digits of its bytes.
 *
 * @param hex the digits, small letters
 */
public record Digest(String hex) {

  private static final String PREFIX = "sha256:";
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final int CHUNK_BYTES = 256 << 10;

  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("a digest has 64 digits 0-9 a-f, found '" + hex + "'");
    }
  }

  /**
   * Reads {@code sha256:…}.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static Digest parse(String text) {
    if (!text.startsWith(PREFIX) || !HEX.matcher(text.substring(PREFIX.length())).matches()) {
      throw new IllegalArgumentException(
          "digest is '%s', expected sha256: and 64 digits 0-9 a-f"
              .formatted(text.length() > 80 ? text.substring(0, 80) + "…" : text));
    }
    return new Digest(text.substring(PREFIX.length()));
  }

  /** A digest in the making. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Ends {@code made}. */
  public static Digest of(MessageDigest made) {
    return new Digest(HexFormat.of().formatHex(made.digest()));
  }

  /** Of all that {@code in} still gives. */
  public static Digest of(InputStream in) throws IOException {
    var made = start();
    var chunk = new byte[CHUNK_BYTES];
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      made.update(chunk, 0, read);
    }
    return of(made);
  }

  @Override
  public String toString() {
    return PREFIX + hex;
  }
}
