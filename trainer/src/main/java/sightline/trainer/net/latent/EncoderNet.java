package sightline.trainer.net.latent;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import sightline.trainer.net.Net;
import sightline.trainer.net.Value;

/**
 * The way into the narrow place.
 *
 * @param input of a picture
 * @param encode to {@link LatentNet#MEAN} and {@link LatentNet#LOG_VARIANCE}
 */
record EncoderNet(List<Integer> input, Function<Value, Map<String, Value>> encode) implements Net {

  @Override
  public Map<String, Value> forward(Value picture) {
    return encode.apply(picture);
  }
}
