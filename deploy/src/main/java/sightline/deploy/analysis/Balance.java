package sightline.deploy.analysis;

import java.util.Locale;

/**
 * What became of the frames of one source.
 *
 * @param captured frames the source gave, as far as known
 * @param inferred frames a model looked at
 * @param skipped frames that ingest left out on purpose
 * @param late frames too old to be worth a result
 * @param rejected frames that could not be handled
 * @param lost frames without any outcome
 * @param repeated outcomes beyond the first of a frame
 */
public record Balance(
    long captured,
    long inferred,
    long skipped,
    long late,
    long rejected,
    long lost,
    long repeated) {

  /** Frames with an outcome, each counted once. */
  public long accounted() {
    return inferred + skipped + late + rejected + lost;
  }

  /** Whether every captured frame has exactly one outcome and none is lost. */
  public boolean balances() {
    return captured == accounted() && lost == 0 && repeated == 0;
  }

  /** Two lines for people: names above numbers. */
  public String table() {
    String row = "%10s %10s %10s %10s %10s %10s";
    String names =
        String.format(row, "captured", "inferred", "skipped", "late", "rejected", "lost");
    String numbers =
        String.format(Locale.ROOT, row, captured, inferred, skipped, late, rejected, lost);
    return names + System.lineSeparator() + numbers;
  }
}
