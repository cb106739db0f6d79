package sightline.deploy.soak.swap.judge;

import java.util.List;
import java.util.Map;

/**
 * What the results are worth.
 *
 * @param frames on the log
 * @param results of them, rejections included
 * @param missing frames and slots without the one result that is due
 * @param repeated results of a frame that had one already in that slot
 * @param disordered results of a frame behind those of a later one
 * @param wrong results of another version than the frame's offset says
 * @param unasked results of frames that were due none
 * @param brokenRevisions switches whose markers are not one in each partition, all the same
 * @param versions how many results each made
 * @param examples of what is wrong, in sentences; the first few
 */
public record Judgement(
    long frames,
    long results,
    long missing,
    long repeated,
    long disordered,
    long wrong,
    long unasked,
    long brokenRevisions,
    Map<String, Long> versions,
    List<String> examples) {

  public Judgement {
    versions = Map.copyOf(versions);
    examples = List.copyOf(examples);
  }

  /** Whether every frame has exactly one result per slot, of the version that its offset says. */
  public boolean isExact() {
    return results > 0
        && missing == 0
        && repeated == 0
        && disordered == 0
        && wrong == 0
        && unasked == 0
        && brokenRevisions == 0;
  }
}
