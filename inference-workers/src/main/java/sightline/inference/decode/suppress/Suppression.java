package sightline.inference.decode.suppress;

import sightline.inference.decode.Candidates;

/**
 * Chooses the objects among overlapping candidates.
 *
 * <p>Of equal scores the lower index comes first, so that the result depends on nothing but the
 * candidates. Boxes without area overlap nothing.
 *
 * <p>Threading: one thread at a time; scratch memory is kept, so that it allocates nothing once it
 * has grown.
 */
public interface Suppression {

  /**
   * Chooses among {@code candidates}; returns how many stay. An algorithm that lowers scores or
   * merges boxes changes those of the candidates that stay.
   */
  int suppress(Candidates candidates);

  /** How many stayed in the last run. */
  int size();

  /** Index among the last run's candidates of the one with rank {@code rank}, 0 for the best. */
  int kept(int rank);
}
