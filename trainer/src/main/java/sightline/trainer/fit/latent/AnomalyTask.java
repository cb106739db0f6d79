package sightline.trainer.fit.latent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.fit.task.Task;
import sightline.trainer.net.latent.NormalityNet;
import sightline.trainer.net.latent.Vae;
import sightline.trainer.tensor.Processor;

/**
 * Noticing what is not normal, learned from normal pictures alone.
 *
 * @param range of a picture's numbers, greatest less least
 */
record AnomalyTask(NormalityNet net, LatentLoss loss, Calibration.Settled settled, double range)
    implements Task, Calibrated {

  private static final byte[] NO_PLANES = {};

  @Override
  public Map<String, Tensor> losses(Map<String, Tensor> outputs, Batch batch) {
    return loss.of(outputs, batch);
  }

  @Override
  public List<Guessed> read(Map<String, Tensor> outputs) {
    List<float[]> pictures = LatentTask.pictures(outputs);
    var size = new long[] {net.input().get(1), net.input().get(2)};
    Tensor heat =
        torch.upsample_bilinear2d(outputs.get(NormalityNet.HEAT), size, false); // (N, 1, H, W)
    List<float[]> heats = LatentTask.rows(heat);
    float[] scores = Processor.numbers(outputs.get(NormalityNet.SCORE));
    var guesses = new ArrayList<Guessed>();
    for (int i = 0; i < scores.length; i++) {
      guesses.add(new Guessed(List.of(), NO_PLANES, pictures.get(i), heats.get(i), scores[i]));
    }
    return guesses;
  }

  @Override
  public Calibrator calibrator() {
    return new Calibrator() {
      private final List<Calibration.Normal> normals = new ArrayList<>();

      @Override
      public void add(Map<String, Tensor> outputs) {
        List<float[]> errors = LatentTask.rows(outputs.get(NormalityNet.ERROR));
        float[] divergences =
            outputs.containsKey(NormalityNet.DIVERGENCE)
                ? Processor.numbers(outputs.get(NormalityNet.DIVERGENCE))
                : new float[errors.size()];
        for (int i = 0; i < errors.size() && normals.size() < Calibration.MOST; i++) {
          normals.add(new Calibration.Normal(errors.get(i), divergences[i]));
        }
      }

      @Override
      public Map<String, float[]> parameters() {
        Map<String, float[]> found =
            new Calibration(settled, net.heatWidth(), net.heatHeight()).of(normals);
        if (!(net.net() instanceof Vae)) {
          found.remove(NormalityNet.DIVERGENCE_SCALE);
        }
        return found;
      }
    };
  }

  @Override
  public Judge judge() {
    return new AnomalyJudge(net.input(), range);
  }

  @Override
  public String usualMetric() {
    return PictureJudge.PSNR;
  }

  @Override
  public ObjectNode manifest() {
    var manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("task", "anomaly");
    manifest.putArray("labels").add("abnormal");
    var decoder = manifest.putObject("decoder");
    decoder.put("family", "heat");
    decoder.put("heat", NormalityNet.HEAT);
    decoder.put("score", NormalityNet.SCORE);
    decoder.put("threshold", 1);
    return manifest;
  }
}
