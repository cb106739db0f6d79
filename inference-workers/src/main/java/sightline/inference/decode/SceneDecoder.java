package sightline.inference.decode;

import java.util.List;

/**
 * Reads nets that tell of every pixel what it shows: semantic and panoptic segmentation.
 *
 * <p>Threading: immutable, any thread, as long as the arguments belong to it.
 */
public interface SceneDecoder {

  /**
   * The parts of one picture, none of them empty.
   *
   * @param outputs every output of the net, in the order of the file
   * @param grid size of the masks, and where their pixels lie in the input
   * @throws IllegalArgumentException when the outputs are not those of this family
   */
  List<Segment> decode(List<Tensor> outputs, MaskGrid grid);
}
