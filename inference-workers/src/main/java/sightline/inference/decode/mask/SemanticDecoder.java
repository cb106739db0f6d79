package sightline.inference.decode.mask;

import java.util.ArrayList;
import java.util.List;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Layout;
import sightline.inference.decode.MaskGrid;
import sightline.inference.decode.SceneDecoder;
import sightline.inference.decode.Segment;
import sightline.inference.decode.Tensor;
import sightline.inference.decode.mask.pixel.Sampler;
import sightline.inference.decode.mask.pixel.ScoreMap;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;

/**
 * Reads nets that give every pixel a score for each class.
 *
 * <p>Output layout: one or more heads of {@code float[channels][height][width]}, or {@code
 * [height][width][channels]} if the manifest says {@code layout: NHWC}, spread over the input. The
 * classes of one head exclude each other ({@code classes: exclusive}, the best wins) or not ({@code
 * independent}: each is there where its probability is more than {@code threshold}). Among several
 * heads of exclusive classes the first channel of each means nothing and has no label. Scores are
 * interpolated between cells before anything is decided, so that masks are smooth.
 *
 * <p>Threading: immutable, any thread.
 */
final class SemanticDecoder implements SceneDecoder {

  private final InputSpec input;
  private final Layout layout;
  private final boolean exclusive;
  private final Activation activation;
  private final float threshold;
  private final boolean[] background;
  private final List<String> names;
  private final float minScore;

  private SemanticDecoder(ModelManifest manifest) {
    DecoderSpec spec = manifest.decoder();
    var parameters = MaskParameters.of(manifest);
    input = manifest.input();
    layout = Layout.valueOf(spec.choice("layout", "NCHW", "NHWC"));
    exclusive = spec.choice("classes", "exclusive", "independent").equals("exclusive");
    activation = Activation.of(spec);
    threshold = parameters.share("threshold", .5f);
    background = parameters.background();
    names = parameters.names("outputs");
    minScore = manifest.minScore();
  }

  static SemanticDecoder of(ModelManifest manifest) {
    return new SemanticDecoder(manifest);
  }

  @Override
  public List<Segment> decode(List<Tensor> outputs, MaskGrid grid) {
    List<ScoreMap> maps = maps(outputs);
    var layers = new Layers(background.length, grid);
    int firstClass = 0;
    for (ScoreMap map : maps) {
      Sampler sampler = Sampler.over(input, map, grid);
      if (exclusive && map.channels() > 1) {
        int[] classIds = classIds(map.channels(), firstClass, maps.size() > 1 ? 1 : 0);
        new ExclusiveHead(sampler, classIds, activation.isLogits(map, true)).read(layers);
      } else {
        int[] classIds = classIds(map.channels(), firstClass, 0);
        new IndependentHead(sampler, classIds, activation.isLogits(map, false))
            .read(threshold, layers);
      }
      firstClass += classes(map, maps.size());
    }
    return layers.segments(minScore);
  }

  private List<ScoreMap> maps(List<Tensor> outputs) {
    List<Tensor> heads =
        names.isEmpty()
            ? outputs
            : names.stream().map(name -> MaskParameters.find(name, outputs)).toList();
    var maps = new ArrayList<ScoreMap>();
    int classes = 0;
    for (Tensor head : heads) {
      ScoreMap map = ScoreMap.of(head, layout);
      classes += classes(map, heads.size());
      maps.add(map);
    }
    if (classes != background.length) {
      throw new IllegalArgumentException(
          "expected semantic scores of %d classes as %s, found %s"
              .formatted(background.length, layout, outputs));
    }
    return maps;
  }

  /** How many labels belong to {@code map}. */
  private int classes(ScoreMap map, int heads) {
    return exclusive && heads > 1 && map.channels() > 1 ? map.channels() - 1 : map.channels();
  }

  /** By channel, the class it stands for; -1 for background. */
  private int[] classIds(int channels, int firstClass, int meaningless) {
    int[] classIds = new int[channels];
    for (int channel = 0; channel < channels; channel++) {
      int id = firstClass + channel - meaningless;
      classIds[channel] = channel < meaningless || background[id] ? -1 : id;
    }
    return classIds;
  }
}
