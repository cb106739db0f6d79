package sightline.trainer.feed.load;

import java.util.SplittableRandom;

/**
 * Which samples each step shows: every epoch is a permutation of its own, cut into batches; what is
 * left over at its end is dropped. With fewer samples than a batch has room for, a batch is all of
 * them.
 *
 * <p>Threading: any thread.
 */
final class Epochs {

  private record Order(long epoch, int[] samples) {}

  private final int samples;
  private final int batch;
  private final long seed;
  private volatile Order last = new Order(-1, new int[0]);

  Epochs(int samples, int batch, long seed) {
    if (samples < 1) {
      throw new IllegalArgumentException("expected at least one sample, found none");
    }
    this.samples = samples;
    this.batch = Math.min(samples, batch);
    this.seed = seed;
  }

  static int steps(int samples, int batch) {
    return Math.max(1, samples / batch);
  }

  int stepsPerEpoch() {
    return samples / batch;
  }

  int batch() {
    return batch;
  }

  /**
   * The sample at a place of a step's batch.
   *
   * @param instead 0, or how many samples before it in the order could not be read
   */
  int sample(long step, int place, int instead) {
    long epoch = step / stepsPerEpoch();
    long at = step % stepsPerEpoch() * batch + place + instead;
    return order(epoch)[(int) (at % samples)];
  }

  private int[] order(long epoch) {
    Order known = last;
    if (known.epoch() != epoch) {
      known = new Order(epoch, shuffled(epoch));
      last = known;
    }
    return known.samples();
  }

  private int[] shuffled(long epoch) {
    var order = new int[samples];
    SplittableRandom random = Seeds.at(seed, epoch, -1);
    for (int i = 0; i < samples; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
