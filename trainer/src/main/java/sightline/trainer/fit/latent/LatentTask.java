package sightline.trainer.fit.latent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.fit.task.Task;
import sightline.trainer.net.latent.Autoencoder;
import sightline.trainer.net.latent.LatentNet;
import sightline.trainer.tensor.Processor;

/**
 * Giving back pictures: compressed, without noise, without holes.
 *
 * @param range of a picture's numbers, greatest less least
 */
record LatentTask(LatentNet net, LatentLoss loss, double range) implements Task {

  private static final byte[] NO_PLANES = {};
  private static final float[] NO_HEAT = {};

  @Override
  public Map<String, Tensor> losses(Map<String, Tensor> outputs, Batch batch) {
    return loss.of(outputs, batch);
  }

  @Override
  public List<Guessed> read(Map<String, Tensor> outputs) {
    var guesses = new ArrayList<Guessed>();
    for (float[] picture : pictures(outputs)) {
      guesses.add(new Guessed(List.of(), NO_PLANES, picture, NO_HEAT, 0));
    }
    return guesses;
  }

  /** What is given back, picture by picture. */
  static List<float[]> pictures(Map<String, Tensor> outputs) {
    return rows(outputs.get(LatentNet.RECONSTRUCTION));
  }

  /** The numbers of a tensor, sample by sample. */
  static List<float[]> rows(Tensor tensor) {
    float[] all = Processor.numbers(tensor);
    int count = Math.toIntExact(tensor.size(0));
    var rows = new ArrayList<float[]>();
    for (int i = 0; i < count; i++) {
      var row = new float[all.length / count];
      System.arraycopy(all, i * row.length, row, 0, row.length);
      rows.add(row);
    }
    return rows;
  }

  @Override
  public Judge judge() {
    return new PictureJudge(net.input(), range);
  }

  @Override
  public String usualMetric() {
    return PictureJudge.PSNR;
  }

  @Override
  public ObjectNode manifest() {
    var manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("task", "autoencode");
    var decoder = manifest.putObject("decoder");
    decoder.put("family", "autoencode");
    decoder.put("reconstruction", LatentNet.RECONSTRUCTION);
    if (net instanceof Autoencoder autoencoder && autoencoder.bytes() > 0) {
      decoder.put("bytes", autoencoder.bytes());
    }
    return manifest;
  }
}
