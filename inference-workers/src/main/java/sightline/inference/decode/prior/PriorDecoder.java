package sightline.inference.decode.prior;

import java.util.List;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;

/**
 * Reads nets that measure boxes from priors: SSD, RetinaNet, UltraFace.
 *
 * <p>Output layout: scores {@code float[n][columns]} and boxes {@code float[n][4]}, in either
 * order; the columns are the classes, and the background if the manifest says where it is. Or
 * scores {@code float[anchors * columns][height][width]} and boxes {@code float[anchors *
 * 4][height][width]} for each grid. Boxes may also be {@code float[n][classes * 4]}, one for each
 * class.
 *
 * <p>Raw boxes are offsets: with a prior of center {@code c} and side {@code s} and the variances
 * {@code v} the center is {@code c + offset * v * s} and the side {@code s * exp(offset * v)} (Liu
 * et al. 2016). Decoded ones are left, top, right and bottom edge, relative to the input or in px.
 *
 * <p>Threading: immutable, any thread.
 */
public final class PriorDecoder implements Decoder {

  private final String family;
  private final ClassScores scores;
  private final BoxCode code;
  private final int labels;
  private final Heads heads;

  private PriorDecoder(ModelManifest manifest, PriorNet net) {
    DecoderSpec spec = net.complete(manifest.decoder());
    family = spec.family();
    labels = manifest.labels().size();
    scores = new ClassScores(manifest, spec);
    code = BoxCode.of(spec, manifest.input());
    heads = new Heads(family, scores.columns(), code.priors());
  }

  static PriorDecoder ssd(ModelManifest manifest) {
    return new PriorDecoder(manifest, PriorNet.SSD);
  }

  static PriorDecoder ultraface(ModelManifest manifest) {
    return new PriorDecoder(manifest, PriorNet.ULTRAFACE);
  }

  static PriorDecoder retinanet(ModelManifest manifest) {
    return new PriorDecoder(manifest, PriorNet.RETINANET);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    for (Heads.Head head : heads.of(outputs)) {
      if (head.boxRow().columns() == BoxCode.EDGES) {
        readShared(head, into);
      } else {
        readPerClass(head, into);
      }
    }
  }

  private void readShared(Heads.Head head, Candidates into) {
    for (int prior = 0; prior < head.priors(); prior++) {
      head.scoreRow().move(prior);
      double limit = scores.limit(head.scores(), head.scoreRow());
      if (scores.anyReaches(limit, head.scores(), head.scoreRow())) {
        head.boxRow().move(prior);
        code.place(head.firstPrior() + prior, 0, head, into);
        scores.addEvery(limit, head.scores(), head.scoreRow(), into);
      }
    }
  }

  private void readPerClass(Heads.Head head, Candidates into) {
    boolean withBackground = head.boxRow().columns() == BoxCode.EDGES * scores.columns();
    for (int prior = 0; prior < head.priors(); prior++) {
      head.scoreRow().move(prior);
      head.boxRow().move(prior);
      double limit = scores.limit(head.scores(), head.scoreRow());
      for (int classId = 0; classId < labels; classId++) {
        if (scores.value(classId, head.scores(), head.scoreRow()) >= limit) {
          int box = withBackground ? scores.column(classId) : classId;
          code.place(head.firstPrior() + prior, box * BoxCode.EDGES, head, into);
          scores.add(classId, head.scores(), head.scoreRow(), into);
        }
      }
    }
  }

  @Override
  public String toString() {
    return family;
  }
}
