package sightline.inference.decode;

import java.util.List;
import sightline.events.geometry.Box;
import sightline.events.geometry.Mask;

/**
 * Reads the raw output of one family of nets that gives boxes.
 *
 * <p>Threading: immutable, any thread, as long as the arguments belong to it.
 */
public interface Decoder {

  /**
   * Adds to {@code into} what the net saw in one picture.
   *
   * @param outputs every output of the net, in the order of the file
   * @param into cleared by the caller; boxes are in pixels of the net's input
   * @throws IllegalArgumentException when the outputs are not those of this family
   */
  void decode(List<Tensor> outputs, Candidates into);

  /**
   * The landmarks of a candidate that stayed: x and y of each in turn, pixels of the net's input;
   * none if the net gives none.
   *
   * @param outputs those that were decoded last
   * @param origin what the candidate was added {@linkplain Candidates#from from}
   */
  default float[] landmarks(List<Tensor> outputs, int origin) {
    return new float[0];
  }

  /**
   * The mask of a candidate that stayed; {@link Mask#NONE} if the net gives none.
   *
   * @param outputs those that were decoded last
   * @param origin what the candidate was added {@linkplain Candidates#from from}
   * @param inInput its box, pixels of the net's input, not clipped
   * @param grid size of the mask, and where its pixels lie in the input
   */
  default Mask mask(List<Tensor> outputs, int origin, Box inInput, MaskGrid grid) {
    return Mask.NONE;
  }
}
