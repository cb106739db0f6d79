package sightline.trainer.feed;

import java.util.List;
import sightline.events.Detection;

/**
 * What a net says of one picture. What it does not speak of is empty.
 *
 * @param objects px of the input, best score first
 * @param planes as {@link Batch#planes} of one picture
 * @param picture that it gives back: channels x height x width, in the units of the input tensor
 * @param heat how strange each place is: 1 at the threshold; height x width
 * @param score of the whole picture, for anomaly models 1 at the threshold
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; owned by whoever made it
public record Guessed(
    List<Detection> objects, byte[] planes, float[] picture, float[] heat, float score) {

  private static final byte[] NO_PLANES = {};
  private static final float[] NONE = {};

  public Guessed {
    objects = List.copyOf(objects);
  }

  public static Guessed ofObjects(List<Detection> objects) {
    return new Guessed(objects, NO_PLANES, NONE, NONE, 0);
  }

  public static Guessed ofPlanes(byte[] planes) {
    return new Guessed(List.of(), planes, NONE, NONE, 0);
  }
}
