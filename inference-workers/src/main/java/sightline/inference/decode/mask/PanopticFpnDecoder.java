package sightline.inference.decode.mask;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import sightline.events.geometry.Box;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Layout;
import sightline.inference.decode.MaskGrid;
import sightline.inference.decode.SceneDecoder;
import sightline.inference.decode.Segment;
import sightline.inference.decode.Tensor;
import sightline.inference.decode.mask.RegionOutputs.Regions;
import sightline.inference.decode.mask.pixel.MaskWriter;
import sightline.inference.decode.mask.pixel.Sampler;
import sightline.inference.decode.mask.pixel.ScoreMap;
import sightline.inference.model.ModelManifest;

/**
 * Reads nets that give objects with masks and scores of every pixel besides, and makes one picture
 * of both (Kirillov et al. 2019, Panoptic Segmentation): the objects, best first, take what is
 * free, unless more than {@code overlap} of one is taken already; then each kind of stuff takes
 * what is left, if that is {@code stuffArea} px of the frame at least.
 *
 * <p>Output layout: objects as {@link RegionOutputs}; {@code float[channels][height][width]}, of
 * which the first {@code firstStuff} channels are no stuff. Labels are those of the objects, then
 * those of the stuff in the order of the channels.
 *
 * <p>Threading: immutable, any thread.
 */
final class PanopticFpnDecoder implements SceneDecoder {

  private static final float FAR = 1e9f; // px

  private final InputSpec input;
  private final int labels;
  private final int things;
  private final int firstStuff;
  private final RegionOutputs objects;
  private final String semantic;
  private final Activation activation;
  private final float minScore;
  private final float overlap;
  private final float stuffArea;

  private PanopticFpnDecoder(ModelManifest manifest) {
    var parameters = MaskParameters.of(manifest);
    input = manifest.input();
    labels = manifest.labels().size();
    things = parameters.whole("things", 1, labels);
    firstStuff = parameters.whole("firstStuff", 1, 1000);
    objects = RegionOutputs.of(manifest, things);
    semantic = manifest.decoder().text("semantic", "semantic");
    activation = Activation.of(manifest.decoder());
    minScore = manifest.minScore();
    overlap = parameters.share("overlap", .5f);
    stuffArea = parameters.number("stuffArea", 4096);
  }

  static PanopticFpnDecoder of(ModelManifest manifest) {
    return new PanopticFpnDecoder(manifest);
  }

  @Override
  public List<Segment> decode(List<Tensor> outputs, MaskGrid grid) {
    Regions regions = objects.read(outputs);
    ScoreMap map = ScoreMap.of(MaskParameters.find(semantic, outputs), Layout.NCHW);
    if (map.channels() != firstStuff + labels - things) {
      throw new IllegalArgumentException(
          "expected semantic scores of %d channels, found %s"
              .formatted(firstStuff + labels - things, outputs));
    }
    var picture = new SharedPicture(grid);
    List<Integer> best =
        IntStream.range(0, regions.count())
            .filter(index -> regions.score(index) >= minScore && regions.classId(index) >= 0)
            .boxed()
            .sorted(Comparator.comparingDouble(index -> -regions.score(index)))
            .toList();
    best.forEach(index -> addObject(regions, index, grid, picture));
    addStuff(map, grid, picture);
    return picture.segments();
  }

  private void addObject(Regions regions, int index, MaskGrid grid, SharedPicture picture) {
    float left = regions.edge(index, 0);
    float top = regions.edge(index, 1);
    float right = regions.edge(index, 2);
    float bottom = regions.edge(index, 3);
    float size = right - left + bottom - top;
    if (!(left < right && top < bottom && size < FAR && Math.abs(left + top) < FAR)) {
      return;
    }
    var mask = new MaskWriter(grid.width(), grid.height());
    regions.cover(index, new Box(left, top, right, bottom), grid, mask);
    int free = picture.free(mask);
    if (free > 0 && mask.covered() - free <= overlap * mask.covered()) {
      float score = Math.min(1, regions.score(index));
      picture.give(picture.segment(regions.classId(index), score), mask);
    }
  }

  private void addStuff(ScoreMap map, MaskGrid grid, SharedPicture picture) {
    int[] classIds =
        IntStream.range(0, map.channels())
            .map(channel -> channel < firstStuff ? -1 : things + channel - firstStuff)
            .toArray();
    var layers = new Layers(labels, grid);
    boolean logits = activation.isLogits(map, true);
    new ExclusiveHead(Sampler.over(input, map, grid), classIds, logits).read(layers);
    double scale =
        (double) grid.width() * grid.height() / Math.max(1, grid.letterbox().frame().pixels());
    for (int classId = things; classId < labels; classId++) {
      int free = picture.free(layers.mask(classId));
      if (free > 0 && free >= stuffArea * scale) {
        picture.give(picture.segment(classId, layers.score(classId)), layers.mask(classId));
      }
    }
  }
}
