package sightline.inference.decode.prior;

import sightline.events.geometry.InputSpec;
import sightline.inference.decode.Candidates;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;

/**
 * What four numbers mean as a box: offsets from a prior, or its edges.
 *
 * <p>Threading: immutable, any thread.
 */
final class BoxCode {

  static final int EDGES = 4;

  private final Priors priors; // null where boxes are decoded
  private final float[] variances;
  private final float across;
  private final float down;

  private BoxCode(Priors priors, float[] variances, float across, float down) {
    this.priors = priors;
    this.variances = variances;
    this.across = across;
    this.down = down;
  }

  /** As {@code spec}, which is complete, has them. */
  static BoxCode of(DecoderSpec spec, InputSpec input) {
    boolean relative = spec.choice("coordinates", "relative", "px").equals("relative");
    boolean raw = spec.choice("boxes", "raw", "decoded").equals("raw");
    float[] variances = variances(spec);
    Priors priors = Priors.of(spec, input.width(), input.height());
    return new BoxCode(
        raw ? priors : null,
        variances,
        relative ? input.width() : 1,
        relative ? input.height() : 1);
  }

  /** Two numbers are one for the center and one for the sides. */
  private static float[] variances(DecoderSpec spec) {
    float[] given = PriorParameters.numbers(spec, "variances", "1");
    return switch (given.length) {
      case 1 -> new float[] {given[0], given[0], given[0], given[0]};
      case 2 -> new float[] {given[0], given[0], given[1], given[1]};
      case EDGES -> given;
      default ->
          throw new BadManifest(
              "decoder.variances", spec.text("variances", ""), "one, two or four numbers");
    };
  }

  /** The priors that boxes are measured from; null where they are decoded. */
  Priors priors() {
    return priors;
  }

  /** Moves {@code into} to the box in the columns from {@code column} of the head's box row. */
  void place(int prior, int column, Heads.Head head, Candidates into) {
    Row row = head.boxRow();
    float first = head.boxes()[row.at(column)];
    float second = head.boxes()[row.at(column + 1)];
    float third = head.boxes()[row.at(column + 2)];
    float fourth = head.boxes()[row.at(column + 3)];
    if (priors == null) {
      into.box(first * across, second * down, third * across, fourth * down);
    } else {
      into.boxCentered(
          priors.centerX(prior) + first * variances[0] * priors.width(prior),
          priors.centerY(prior) + second * variances[1] * priors.height(prior),
          priors.width(prior) * (float) Math.exp(third * variances[2]),
          priors.height(prior) * (float) Math.exp(fourth * variances[3]));
    }
  }
}
