package sightline.trainer.net.latent;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import sightline.trainer.net.Net;
import sightline.trainer.net.Value;

/**
 * The way out of the narrow place.
 *
 * @param input of a code
 * @param decode to {@link LatentNet#RAW} and {@link LatentNet#RECONSTRUCTION}
 */
record DecoderNet(List<Integer> input, Function<Value, Map<String, Value>> decode) implements Net {

  @Override
  public Map<String, Value> forward(Value code) {
    return decode.apply(code);
  }

  @Override
  public Map<String, Value> answer(Value code) {
    return Map.of(LatentNet.RECONSTRUCTION, forward(code).get(LatentNet.RECONSTRUCTION));
  }
}
