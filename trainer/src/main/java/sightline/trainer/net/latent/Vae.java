package sightline.trainer.net.latent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Net;
import sightline.trainer.net.Value;
import sightline.trainer.net.part.Settings;

/**
 * Variational autoencoder: a picture becomes a normal distribution, of which one draw is given back
 * while training, and the mean otherwise (D. Kingma, M. Welling, "Auto-Encoding Variational Bayes",
 * 2014).
 *
 * @param latent numbers that a picture becomes
 * @param hidden numbers of a full connection before and after these, 0 for none
 * @param unit whether pictures are 0 to 1
 */
public record Vae(Halving halving, int latent, int hidden, boolean unit) implements LatentNet {

  /** Variances beyond e^±10 are of no use, and their exponential would overflow. */
  private static final double MOST_LOG_VARIANCE = 10;

  private static final Layers IN = Layers.named("encoder");
  private static final Layers OUT = Layers.named("decoder");

  /** Parameters: {@code width}, {@code levels}, {@code convs}, {@code latent}, {@code hidden}. */
  static Vae of(Settings settings, List<Integer> picture, boolean unit) {
    return new Vae(
        Halving.of(settings, picture),
        settings.whole("latent", 32, 1, 4096),
        settings.whole("hidden", 0, 0, 8192),
        unit);
  }

  @Override
  public List<Integer> input() {
    return halving.picture();
  }

  @Override
  public Map<String, Value> forward(Value picture) {
    Map<String, Value> code = encode(picture);
    Value deviation = code.get(LOG_VARIANCE).scale(.5).exp(); // (L)
    Value draw = code.get(MEAN).add(deviation.multiply(code.get(MEAN).noise()));
    Map<String, Value> outputs = decode(draw);
    outputs.putAll(code);
    return outputs;
  }

  private Map<String, Value> encode(Value picture) {
    Value features = halving.in(picture);
    Value flat = features.reshape(count(features.sizes()));
    Value near = hidden == 0 ? flat : IN.linear("hidden", hidden).of(flat).leakyRelu(.1);
    var code = new LinkedHashMap<String, Value>();
    code.put(MEAN, IN.linear("mean", latent).of(near)); // (L)
    code.put(
        LOG_VARIANCE,
        IN.linear("log_variance", latent).of(near).clip(-MOST_LOG_VARIANCE, MOST_LOG_VARIANCE));
    return code;
  }

  /** The way in alone, from the same parameters: gives {@link #MEAN} and {@link #LOG_VARIANCE}. */
  public Net encoder() {
    return new EncoderNet(input(), this::encode);
  }

  @Override
  public Map<String, Value> answer(Value picture) {
    Map<String, Value> outputs = forward(picture);
    outputs.remove(RAW);
    return outputs;
  }

  private static int count(List<Integer> sizes) {
    return sizes.stream().reduce(1, Math::multiplyExact);
  }

  private Map<String, Value> decode(Value draw) {
    List<Integer> small = halving.smallest();
    Value near = draw.reshape(latent);
    if (hidden > 0) {
      near = OUT.linear("hidden", hidden).of(near).leakyRelu(.1);
    }
    Value flat = OUT.linear("features", count(small)).of(near).leakyRelu(.1);
    Value features = flat.reshape(small.toArray(Integer[]::new)); // (.., H / 2^levels, ..)
    return Reconstruction.of(halving.out(features), unit);
  }

  @Override
  public Net decoder() {
    return new DecoderNet(List.of(latent, 1, 1), this::decode);
  }
}
