package sightline.inference.image;

import java.util.List;

/**
 * Proposes regions of a picture, without knowing what is in them: the first stage of R-CNN.
 *
 * <p>Threading: one thread at a time. Ownership: owns native memory until {@link #close}.
 */
public interface RegionProposals extends AutoCloseable {

  /**
   * At most {@code most} regions, best first; none is empty or leaves the picture.
   *
   * @param most at least 1
   */
  List<Proposal> propose(DecodedPicture picture, int most);

  @Override
  void close();
}
