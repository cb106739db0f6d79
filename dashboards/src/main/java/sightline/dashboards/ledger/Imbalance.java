package sightline.dashboards.ledger;

import java.time.Instant;

/**
 * Frames of one camera and slot that no outcome explains.
 *
 * @param camera its id
 * @param slot empty when none is bound
 * @param frames how many, or how far the sums are apart
 * @param since begin of the first such minute
 */
public record Imbalance(String camera, String slot, long frames, Instant since) {}
