package sightline.trainer.fit.pixel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.fit.task.Task;
import sightline.trainer.net.scene.PixelClasses.Kind;
import sightline.trainer.net.scene.SceneNet;
import sightline.trainer.tensor.Processor;

/**
 * Saying of every pixel what it shows.
 *
 * @param labels by class id
 * @param losses by name
 * @param weights of the losses by name; absent ones are 1
 */
record SceneTask(
    SceneNet net, List<String> labels, Map<String, PixelLoss> losses, Map<String, Double> weights)
    implements Task {

  /** Of a label of its own, the least probability at which a pixel has it. */
  private static final double THRESHOLD = .5;

  @Override
  public Map<String, Tensor> losses(Map<String, Tensor> outputs, Batch batch) {
    Tensor logits = outputs.get(SceneNet.LOGITS).toType(ScalarType.Float); // (N, channels, H, W)
    PixelTruth truth = PixelTruth.of(net.classes(), batch, logits);
    var parts = new LinkedHashMap<String, Tensor>();
    losses.forEach(
        (name, loss) -> {
          var weight = new Scalar(weights.getOrDefault(name, 1.0).floatValue());
          parts.put(name, loss.of(logits, truth).mul(weight));
        });
    return parts;
  }

  @Override
  public List<Guessed> read(Map<String, Tensor> outputs) {
    Tensor logits = outputs.get(SceneNet.LOGITS); // (N, channels, H, W)
    Tensor planes =
        net.classes().kind() == Kind.EXCLUSIVE
            ? torch.argmax(logits, new LongOptional(1), true) // (N, 1, H, W)
            : logits.gt(new Scalar(0f)); // probability above a half
    float[] numbers = Processor.numbers(planes);
    int pictures = Math.toIntExact(logits.size(0));
    var guesses = new ArrayList<Guessed>();
    for (int i = 0; i < pictures; i++) {
      var bytes = new byte[numbers.length / pictures];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = (byte) numbers[i * bytes.length + j];
      }
      guesses.add(Guessed.ofPlanes(bytes));
    }
    return guesses;
  }

  @Override
  public Judge judge() {
    int width = net.input().get(2);
    int height = net.input().get(1);
    return net.classes().kind() == Kind.INDEPENDENT
        ? new LabelJudge(labels, width, height)
        : new SceneJudge(labels, width, height);
  }

  @Override
  public String usualMetric() {
    return SceneJudge.MEAN_IOU;
  }

  @Override
  public ObjectNode manifest() {
    var manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("task", "semantic");
    var decoder = manifest.putObject("decoder");
    decoder.put("family", "semantic");
    decoder.put("outputs", SceneNet.SCORES);
    decoder.put("layout", "NCHW");
    decoder.put("scores", "probabilities");
    boolean independent = net.classes().kind() == Kind.INDEPENDENT;
    decoder.put("classes", independent ? "independent" : "exclusive");
    if (independent) {
      decoder.put("threshold", THRESHOLD);
    }
    return manifest;
  }
}
