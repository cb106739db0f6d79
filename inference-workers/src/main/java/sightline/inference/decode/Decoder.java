package sightline.inference.decode;

import java.util.List;

/**
 * Reads the raw output of one family of nets. One class per family; {@link Decoders} lists them.
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
}
