package sightline.trainer.study.latent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import sightline.events.geometry.FrameSize;
import sightline.trainer.data.Pixels;
import sightline.trainer.data.sprites.Factor;
import sightline.trainer.data.sprites.Sprites;
import sightline.trainer.fit.Pass;
import sightline.trainer.image.ContactSheet;
import sightline.trainer.image.ContactSheet.Cell;
import sightline.trainer.image.Stills;
import sightline.trainer.net.latent.LatentNet;
import sightline.trainer.net.latent.Vae;
import sightline.trainer.score.latent.Encoder;
import sightline.trainer.tensor.Weights;

/**
 * What a trained VAE makes of sprites: their latent numbers, and pictures of what each means.
 *
 * <p>Threading: one platform thread.
 */
final class SpriteCodes implements Encoder {

  private static final int[] VALUES =
      Arrays.stream(Factor.values()).mapToInt(Factor::count).toArray();
  private static final int AT_ONCE = 128;
  private static final int LOOKED_AT = 512;

  /** Standard deviations to both sides. */
  private static final double REACH = 2.5;

  private static final int STEPS = 9;
  private static final int SIDE = 56;
  private static final int GAP = 3;

  private final Vae net;
  private final Weights weights;

  SpriteCodes(Vae net, Weights weights) {
    this.net = net;
    this.weights = weights;
  }

  static int[] values() {
    return VALUES.clone();
  }

  @Override
  public float[][] encode(int[][] factors) {
    var codes = new float[factors.length][];
    for (int from = 0; from < factors.length; from += AT_ONCE) {
      int until = Math.min(factors.length, from + AT_ONCE);
      List<float[]> pictures =
          IntStream.range(from, until).mapToObj(i -> tensor(Sprites.index(factors[i]))).toList();
      List<float[]> means = Pass.of(net.encoder(), weights, pictures).get(LatentNet.MEAN);
      for (int i = from; i < until; i++) {
        codes[i] = means.get(i - from);
      }
    }
    return codes;
  }

  private static float[] tensor(int index) {
    byte[] pixels = Sprites.picture(index);
    var numbers = new float[pixels.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = pixels[i];
    }
    return numbers;
  }

  /** KL divergence of each latent number from the prior, nats, averaged over some sprites. */
  double[] divergences() {
    List<float[]> pictures =
        IntStream.range(0, LOOKED_AT)
            .mapToObj(i -> tensor((int) ((long) i * Sprites.COUNT / LOOKED_AT + 7L * i % 1024)))
            .toList();
    Map<String, List<float[]>> codes = Pass.of(net.encoder(), weights, pictures);
    var divergences = new double[net.latent()];
    for (int row = 0; row < pictures.size(); row++) {
      float[] means = codes.get(LatentNet.MEAN).get(row);
      float[] logVariances = codes.get(LatentNet.LOG_VARIANCE).get(row);
      for (int i = 0; i < divergences.length; i++) {
        double twice = means[i] * means[i] + Math.exp(logVariances[i]) - logVariances[i] - 1;
        divergences[i] += twice / 2 / pictures.size();
      }
    }
    return divergences;
  }

  /**
   * A row for each latent number, the one that tells most first: what is given back as it goes from
   * -2.5 to 2.5 and all others stay as they are for one sprite, which is the last of the row; a
   * PNG.
   */
  byte[] traversal(double[] divergences) {
    int[] middle = {2, 4, 5, 16, 16};
    float[] code = encode(new int[][] {middle})[0];
    var codes = new ArrayList<float[]>();
    List<Integer> order =
        IntStream.range(0, code.length)
            .boxed()
            .sorted((one, other) -> Double.compare(divergences[other], divergences[one]))
            .toList();
    for (int latent : order) {
      for (int step = 0; step < STEPS; step++) {
        float[] moved = code.clone();
        moved[latent] = (float) (REACH * (2. * step / (STEPS - 1) - 1));
        codes.add(moved);
      }
    }
    List<float[]> pictures = Pass.of(net.decoder(), weights, codes).get(LatentNet.RECONSTRUCTION);
    var cells = new ArrayList<Cell>();
    for (int i = 0; i < pictures.size(); i++) {
      int latent = order.get(i / STEPS);
      String caption =
          i % STEPS == 0
              ? String.format(Locale.ROOT, "z%d: %.1f nats", latent + 1, divergences[latent])
              : "";
      cells.add(new Cell(pixels(pictures.get(i)), caption));
    }
    return Stills.png(ContactSheet.of(cells, new ContactSheet.Layout(STEPS, SIDE, GAP)));
  }

  /** Sprites in the upper row, what is given back of them below; a PNG. */
  byte[] reconstructions() {
    var cells = new ArrayList<Cell>();
    List<float[]> pictures =
        IntStream.range(0, STEPS)
            .mapToObj(i -> tensor(Sprites.index(i % 3, 5 - i % 4, i * 4, 3 * i + 2, 31 - 3 * i)))
            .toList();
    pictures.forEach(one -> cells.add(new Cell(pixels(one), "")));
    Pass.of(net, weights, pictures)
        .get(LatentNet.RECONSTRUCTION)
        .forEach(one -> cells.add(new Cell(pixels(one), "")));
    return Stills.png(ContactSheet.of(cells, new ContactSheet.Layout(STEPS, SIDE, GAP)));
  }

  private static Pixels pixels(float[] numbers) {
    var bytes = new byte[numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(Math.max(0, Math.min(1, numbers[i])) * 255);
    }
    return new Pixels(new FrameSize(Sprites.SIDE, Sprites.SIDE), 1, bytes);
  }
}
