package sightline.trainer.fit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.fit.task.Task;
import sightline.trainer.net.Layer;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Net;
import sightline.trainer.net.Value;
import sightline.trainer.net.Value.Convolution;
import sightline.trainer.tensor.Processor;

/** Learns to make gray pictures of colored ones: the smallest task there is. */
final class GrayTask implements Task {

  static final int SIDE = 8;

  private static final Layer LAYERS =
      Layers.named("first")
          .convNorm("conv", 4, 3, 1, Value::relu)
          .then(in -> in.add(in.noise().scale(0.01)))
          .then(Layers.named("last").conv("conv", 1, 1, Convolution.of(1, 0)));

  @Override
  public Net net() {
    return new Net() {
      @Override
      public List<Integer> input() {
        return List.of(3, SIDE, SIDE);
      }

      @Override
      public Map<String, Value> forward(Value picture) {
        return Map.of("gray", LAYERS.of(picture));
      }
    };
  }

  @Override
  public Map<String, Tensor> losses(Map<String, Tensor> outputs, Batch batch) {
    Tensor wanted =
        Processor.CPU
            .tensor(batch.clean(), batch.size(), 3, SIDE, SIDE)
            .mean(new long[] {1}, true, noType());
    var losses = new LinkedHashMap<String, Tensor>();
    losses.put("square", torch.mse_loss(outputs.get("gray"), wanted));
    return losses;
  }

  private static org.bytedeco.pytorch.ScalarTypeOptional noType() {
    return new org.bytedeco.pytorch.ScalarTypeOptional();
  }

  @Override
  public List<Guessed> read(Map<String, Tensor> outputs) {
    return List.of();
  }

  @Override
  public Judge judge() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String usualMetric() {
    return "psnr";
  }

  @Override
  public ObjectNode manifest() {
    return JsonNodeFactory.instance.objectNode();
  }
}
