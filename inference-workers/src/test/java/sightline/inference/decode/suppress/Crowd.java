package sightline.inference.decode.suppress;

import java.util.Random;
import sightline.inference.decode.Candidates;

/** Boxes of many sizes strewn over 640x640 px, the same ones every time. */
final class Crowd {

  private static final int SIDE = 640;

  private Crowd() {}

  static Candidates of(int count, int classes) {
    var random = new Random(count);
    var candidates = new Candidates(count);
    for (int i = 0; i < count; i++) {
      candidates.boxCentered(
          SIDE * random.nextFloat(), SIDE * random.nextFloat(), side(random), side(random));
      candidates.add(random.nextFloat(), random.nextInt(classes));
    }
    return candidates;
  }

  private static float side(Random random) {
    return 8 + 150 * random.nextFloat() * random.nextFloat();
  }
}
