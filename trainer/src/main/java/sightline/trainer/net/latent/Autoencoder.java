package sightline.trainer.net.latent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Net;
import sightline.trainer.net.Value;
import sightline.trainer.net.part.Settings;

/**
 * Compresses pictures to a stated number of bytes, or takes away noise and holes (G. Hinton, R.
 * Salakhutdinov, "Reducing the Dimensionality of Data with Neural Networks", 2006; P. Vincent et
 * al., "Extracting and Composing Robust Features with Denoising Autoencoders", 2008).
 *
 * @param channels of the code
 * @param rounding of the code; none leaves its numbers as they are, -1 to 1
 * @param unit whether pictures are 0 to 1
 */
public record Autoencoder(Halving halving, int channels, Optional<Rounding> rounding, boolean unit)
    implements LatentNet {

  private static final int BYTE = 8;

  /**
   * Parameters: {@code width}, {@code levels}, {@code convs}, {@code bits} of each number of the
   * code (8; 0 for no rounding), and {@code bytes} that a picture may take or {@code channels} of
   * the code (8).
   *
   * @param mostBits what {@code bits} may be and usually is
   */
  static Autoencoder of(Settings settings, List<Integer> picture, boolean unit, int mostBits) {
    Halving halving = Halving.of(settings, picture);
    int bits = settings.whole("bits", mostBits, 0, mostBits);
    int most = settings.whole("bytes", 0, 0, 1 << 24);
    int channels = settings.whole("channels", 8, 1, 1024);
    if (most > 0) {
      int places = halving.smallest().get(1) * halving.smallest().get(2);
      settings.require(bits > 0, "bits", bits, "1 to 8, since bytes are stated");
      channels = (int) ((long) most * BYTE / ((long) bits * places));
      settings.require(
          channels >= 1,
          "bytes",
          most,
          "at least %d for one channel of %d places"
              .formatted((bits * places + BYTE - 1) / BYTE, places));
    }
    return new Autoencoder(
        halving, channels, bits == 0 ? Optional.empty() : Optional.of(new Rounding(bits)), unit);
  }

  /** What a compressed picture takes; 0 when codes are not rounded. */
  public int bytes() {
    List<Integer> code = codeSizes();
    int bits = rounding.map(Rounding::bits).orElse(0) * code.get(0) * code.get(1) * code.get(2);
    return (bits + BYTE - 1) / BYTE;
  }

  private List<Integer> codeSizes() {
    return List.of(channels, halving.smallest().get(1), halving.smallest().get(2));
  }

  @Override
  public List<Integer> input() {
    return halving.picture();
  }

  @Override
  public Map<String, Value> forward(Value picture) {
    Value narrow =
        Layers.named("encoder").conv("code", channels, 1, 1).of(halving.in(picture)).tanh();
    Value code = rounding.map(how -> how.round(narrow.shift(1).scale(.5))).orElse(narrow);
    Map<String, Value> outputs = decode(code); // code: (channels, H / 2^levels, W / 2^levels)
    outputs.put(CODE, code);
    return outputs;
  }

  @Override
  public Map<String, Value> answer(Value picture) {
    Map<String, Value> outputs = forward(picture);
    outputs.remove(RAW);
    return outputs;
  }

  private Map<String, Value> decode(Value code) {
    Value narrow =
        rounding.map(how -> code.scale(2. / how.greatest()).shift(-1)).orElse(code); // -1 to 1
    int wide = halving.smallest().get(0);
    Value features =
        Layers.named("decoder").convNorm("code", wide, 1, 1, x -> x.leakyRelu(.1)).of(narrow);
    return Reconstruction.of(halving.out(features), unit);
  }

  @Override
  public Net decoder() {
    return new DecoderNet(codeSizes(), this::decode);
  }
}
