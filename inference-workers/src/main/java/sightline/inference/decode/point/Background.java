package sightline.inference.decode.point;

import java.util.Locale;
import sightline.inference.model.DecoderSpec;

/** Which of a net's class numbers means that there is no object. */
enum Background {
  FIRST,
  LAST,
  NONE;

  static Background of(DecoderSpec spec) {
    String text = spec.choice("background", "first", "last", "none");
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
