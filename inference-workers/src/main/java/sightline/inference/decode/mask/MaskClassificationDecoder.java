package sightline.inference.decode.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Layout;
import sightline.inference.decode.MaskGrid;
import sightline.inference.decode.SceneDecoder;
import sightline.inference.decode.Segment;
import sightline.inference.decode.Tensor;
import sightline.inference.decode.mask.pixel.MaskWriter;
import sightline.inference.decode.mask.pixel.Sampler;
import sightline.inference.decode.mask.pixel.ScoreMap;
import sightline.inference.model.ModelManifest;

/**
 * Reads nets whose queries each give a class and a mask (Cheng et al. 2021, MaskFormer). Every
 * pixel goes to the query with the largest product of class probability and mask probability, if
 * its mask probability is at least a half. A query that keeps less than {@code overlap} of its own
 * mask goes, and queries of the same {@code stuff} become one.
 *
 * <p>Output layout: {@code float[queries][classes + 1]} logits, the last for no object; {@code
 * float[queries][height][width]} mask logits spread over the input.
 *
 * <p>Threading: immutable, any thread.
 */
final class MaskClassificationDecoder implements SceneDecoder {

  private final InputSpec input;
  private final int classes;
  private final boolean[] stuff;
  private final String classOutput;
  private final String maskOutput;
  private final float minScore;
  private final float overlap;

  private MaskClassificationDecoder(ModelManifest manifest) {
    var parameters = MaskParameters.of(manifest);
    input = manifest.input();
    classes = manifest.labels().size();
    stuff = parameters.classes("stuff", "");
    classOutput = manifest.decoder().text("logits", "class_queries_logits");
    maskOutput = manifest.decoder().text("masks", "masks_queries_logits");
    minScore = manifest.minScore();
    overlap = parameters.share("overlap", .8f);
  }

  static MaskClassificationDecoder of(ModelManifest manifest) {
    return new MaskClassificationDecoder(manifest);
  }

  @Override
  public List<Segment> decode(List<Tensor> outputs, MaskGrid grid) {
    Tensor logits = MaskParameters.find(classOutput, outputs);
    ScoreMap masks = ScoreMap.of(MaskParameters.find(maskOutput, outputs), Layout.NCHW);
    if (logits.values().length != masks.channels() * (classes + 1)) {
      throw new IllegalArgumentException(
          "expected logits of %d queries and %d classes, found %s"
              .formatted(masks.channels(), classes + 1, outputs));
    }
    List<MaskQuery> queries = sureOnes(logits.values(), masks.channels(), grid);
    share(queries, Sampler.over(input, masks, grid));
    queries.removeIf(query -> !query.keeps(overlap));
    return segments(queries, new SharedPicture(grid));
  }

  /** The queries that see something, with its class and probability. */
  private List<MaskQuery> sureOnes(float[] logits, int count, MaskGrid grid) {
    var sure = new ArrayList<MaskQuery>();
    for (int query = 0; query < count; query++) {
      int first = query * (classes + 1);
      int best = 0;
      for (int id = 1; id <= classes; id++) {
        best = logits[first + id] > logits[first + best] ? id : best;
      }
      float sum = 0;
      for (int id = 0; id <= classes; id++) {
        sum += Probability.exp(logits[first + id] - logits[first + best]);
      }
      float score = Math.min(1, 1 / sum);
      if (best < classes && score >= minScore) {
        var mask = new MaskWriter(grid.width(), grid.height());
        sure.add(new MaskQuery(query, best, score, mask));
      }
    }
    return sure;
  }

  private static void share(List<MaskQuery> queries, Sampler sampler) {
    int rows = sampler.rows();
    float[] chances = new float[rows];
    float[] best = new float[rows];
    float[] bestChance = new float[rows];
    int[] winners = new int[rows];
    for (int column = 0; column < sampler.columns(); column++) {
      Arrays.fill(best, 0);
      Arrays.fill(winners, -1);
      for (int index = 0; index < queries.size(); index++) {
        MaskQuery query = queries.get(index);
        sampler.read(query.number(), column, chances, 0);
        for (int row = 0; row < rows; row++) {
          float chance = Probability.sigmoid(chances[row]);
          query.see(chance);
          if (chance * query.score() > best[row]) {
            best[row] = chance * query.score();
            bestChance[row] = chance;
            winners[row] = index;
          }
        }
      }
      for (int row = 0; row < rows; row++) {
        if (winners[row] >= 0) {
          queries.get(winners[row]).win(sampler.firstPixel(column) + row, bestChance[row]);
        }
      }
    }
  }

  private List<Segment> segments(List<MaskQuery> queries, SharedPicture picture) {
    int[] merged = new int[classes];
    for (MaskQuery query : queries) {
      int classId = query.classId();
      int segment = stuff[classId] ? merged[classId] : 0;
      if (segment == 0) {
        float score = stuff[classId] ? meanScore(queries, classId) : query.score();
        segment = picture.segment(classId, score);
        merged[classId] = segment;
      }
      picture.give(segment, query.mask());
    }
    return picture.segments();
  }

  /** Of the queries of one class, each weighted with its pixels. */
  private static float meanScore(List<MaskQuery> queries, int classId) {
    double sum = 0;
    long pixels = 0;
    for (MaskQuery query : queries) {
      if (query.classId() == classId) {
        sum += (double) query.score() * query.mask().covered();
        pixels += query.mask().covered();
      }
    }
    return (float) (sum / pixels);
  }
}
