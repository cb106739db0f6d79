package sightline.trainer.data.read;

import java.util.ArrayList;
import java.util.List;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.Flaw;
import sightline.trainer.data.OnFlaw;
import sightline.trainer.data.ReadRules;

/**
 * The flaws of one reading, bounded.
 *
 * <p>Threading: one thread.
 */
public final class FlawBook {

  private final OnFlaw fate;
  private final int most;
  private final List<Flaw> kept = new ArrayList<>();
  private long unlisted;

  public FlawBook(ReadRules rules) {
    this.fate = rules.onFlaw();
    this.most = rules.limits().flaws();
  }

  /** Notes a flaw, or ends the reading where that is what was wanted. */
  public void add(String file, int line, String what) throws BadDataset {
    var flaw = new Flaw(file, line, what);
    if (fate == OnFlaw.FAIL) {
      throw new BadDataset(flaw);
    }
    if (kept.size() < most) {
      kept.add(flaw);
    } else {
      unlisted++;
    }
  }

  public void add(String file, int line, Flawed flawed) throws BadDataset {
    add(file, line, flawed.getMessage());
  }

  /** All of them in the order found; the last one counts those beyond the limit. */
  public List<Flaw> flaws() {
    if (unlisted == 0) {
      return List.copyOf(kept);
    }
    var all = new ArrayList<>(kept);
    all.add(new Flaw(".", 0, "%d further flaws are not listed".formatted(unlisted)));
    return all;
  }
}
