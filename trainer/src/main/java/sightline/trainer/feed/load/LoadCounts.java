package sightline.trainer.feed.load;

import java.util.List;

/**
 * What loading has come to so far.
 *
 * @param secondsWaited by who takes batches, s
 * @param skipped samples that could not be read
 * @param reasons name of and reason for each of these, as far as they are named
 * @param cachedBytes native memory of pictures that are kept decoded
 * @param batches whose memory was allocated
 */
public record LoadCounts(
    double secondsWaited, int skipped, List<String> reasons, long cachedBytes, int batches) {

  public LoadCounts {
    reasons = List.copyOf(reasons);
  }
}
