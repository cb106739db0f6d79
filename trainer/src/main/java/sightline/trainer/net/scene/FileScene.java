package sightline.trainer.net.scene;

import java.util.List;
import sightline.trainer.net.Layer;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Value;
import sightline.trainer.net.file.Cuts;
import sightline.trainer.net.file.FileGraph;
import sightline.trainer.net.part.Settings;

/**
 * Classes above the graph of a file, told on its smallest features and enlarged, with what larger
 * features say added on the way, as in FCN-8s [Long 2015, 4.2].
 *
 * <p>Parameters: {@code file}; {@code strides} of the features (8,16,32); {@code strideN} for the
 * name of the file's value at stride N.
 *
 * @param channels of the logits
 */
record FileScene(Cuts cuts, int channels) implements Layer {

  private static final Layers LAYERS = Layers.named("decoder");

  static FileScene of(Settings settings, List<Integer> input, int channels) {
    List<Integer> strides =
        settings.positives("strides", "8,16,32").stream().map(Double::intValue).toList();
    for (int stride : strides) {
      settings.require(
          stride >= 2 && stride <= 1024 && Integer.bitCount(stride) == 1,
          "strides",
          strides,
          "powers of two from 2 to 1024");
    }
    FileGraph graph = FileGraph.chosen(settings.text("file", ""), "");
    return new FileScene(Cuts.of(graph, input, strides, name -> settings.text(name, "")), channels);
  }

  /** Stride of the smallest features, px. */
  int coarsest() {
    return cuts.names().keySet().stream().mapToInt(Integer::intValue).max().orElse(1);
  }

  @Override
  public Value of(Value picture) {
    List<Value> features = cuts.of(picture); // (.., H / 8, W / 8) and coarser ones
    List<Integer> strides = List.copyOf(cuts.names().keySet());
    Value logits = null;
    for (int i = features.size() - 1; i >= 0; i--) {
      Value told = LAYERS.conv("stride" + strides.get(i), channels, 1, 1).of(features.get(i));
      logits =
          logits == null
              ? told // (channels, H / 32, W / 32)
              : logits.bilinear(told.height(), told.width()).add(told); // (channels, H / 16, ..)
    }
    return logits.bilinear(picture.height(), picture.width()); // (channels, H, W)
  }
}
