package sightline.inference.decode.prior;

import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;

/**
 * Classes that a net gives as numbers, as whole floats.
 *
 * @param first number of the first label
 * @param labels how many there are
 */
record ClassNumbers(int first, int labels) {

  private static final int NONE = -1;

  /** As {@code firstClass} of the decoder says. */
  static ClassNumbers of(ModelManifest manifest, String usual) {
    DecoderSpec spec = manifest.decoder();
    String text = spec.text("firstClass", usual).strip();
    if (!text.matches("\\d{1,6}")) {
      throw new BadManifest("decoder.firstClass", text, "a whole number of 0 or more");
    }
    return new ClassNumbers(Integer.parseInt(text), manifest.labels().size());
  }

  /** The class id of {@code number}; -1, which no candidate may have, where it is no label. */
  int of(float number) {
    int classId = Math.round(number) - first;
    boolean whole = Math.abs(number - Math.round(number)) < .01f;
    return whole && classId >= 0 && classId < labels ? classId : NONE;
  }
}
