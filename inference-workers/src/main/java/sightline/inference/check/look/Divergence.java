package sightline.inference.check.look;

import java.util.Locale;
import sightline.inference.bundle.PlainName;

/**
 * One thing in which a golden frame is not what it should be, or is only just.
 *
 * @param frame name of its picture
 * @param what differs, for sentences
 * @param value how much
 * @param limit of it
 * @param share of the limit that is used up; above 1 it is broken
 */
record Divergence(String frame, String what, double value, double limit, double share) {

  /** The worst of a frame. */
  static Divergence worstOf(TensorMatch match) {
    double edge = match.closeness().edge();
    double mask = match.closeness().mask();
    var worst =
        new Divergence(
            match.frame(), "a box, px", edge, TensorMatch.MAX_EDGE, edge / TensorMatch.MAX_EDGE);
    double torn = (1 - mask) / (1 - TensorMatch.LEAST_MASK);
    if (torn > worst.share()) {
      worst = new Divergence(match.frame(), "a mask, IoU", mask, TensorMatch.LEAST_MASK, torn);
    }
    for (var one : match.differences().entrySet()) {
      double limit = match.limits().get(one.getKey());
      double share = one.getValue() / limit;
      if (share > worst.share()) {
        String what =
            one.getKey().equals(TensorMatch.INPUT)
                ? "the input"
                : "output '%s'".formatted(PlainName.shown(one.getKey()));
        worst = new Divergence(match.frame(), what, one.getValue(), limit, share);
      }
    }
    return worst;
  }

  boolean isBroken() {
    return !(share <= 1);
  }

  /** For people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "golden frame %s, %s: %.3g where %.3g is the limit",
        frame,
        what,
        value,
        limit);
  }
}
