package sightline.inference.image;

import java.nio.file.Path;
import java.util.Optional;

/** The ways to propose regions that OpenCV's contributed modules have. */
public enum ProposalMethod {
  /** Selective search; needs nothing. */
  SELECTIVE,
  /** Edge boxes on the edges of Canny; needs nothing. */
  EDGE,
  /** BING objectness; needs trained weights. */
  BING;

  /**
   * Ready to propose.
   *
   * @param weights folder of the trained weights, for those that need them
   * @throws IllegalArgumentException when they are needed and not there
   */
  public RegionProposals open(Optional<Path> weights) {
    return switch (this) {
      case SELECTIVE -> new SelectiveSearch();
      case EDGE -> new EdgeBoxSearch();
      case BING ->
          new BingSearch(
              weights.orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "BING needs the folder of its trained weights, which do not come with it")));
    };
  }
}
