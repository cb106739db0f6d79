package sightline.events;

import java.util.Arrays;

/**
 * The bytes of one JPEG file, equal by content.
 *
 * <p>Ownership: the array is shared, not copied; whoever made it must not write to it again.
 */
public final class Picture {
  public static final String CONTENT_TYPE = "image/jpeg";

  /** No picture: no bytes. */
  public static final Picture NONE = new Picture(new byte[0]);

  private final byte[] jpeg;

  private Picture(byte[] jpeg) {
    this.jpeg = jpeg;
  }

  public static Picture ofJpeg(byte[] jpeg) {
    return new Picture(jpeg);
  }

  /** The bytes themselves, not a copy. */
  public byte[] jpeg() {
    return jpeg;
  }

  public int sizeBytes() {
    return jpeg.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture picture && Arrays.equals(jpeg, picture.jpeg);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(jpeg);
  }
}
