package sightline.trainer.fit.latent;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.fit.task.Task.Judge;

/**
 * Compares pictures with what was to be given back: peak signal-to-noise ratio, dB, {@code 10
 * log10(range^2 / mean squared error)}, averaged over the pictures and 100 at most; in holes alone;
 * and how much better than the picture that went in, where noise or holes were put into that.
 * Threading: one thread.
 */
final class PictureJudge implements Judge {

  static final String PSNR = "psnr";

  private static final double MOST = 100;

  private final int channels;
  private final int pixels;
  private final double range;
  private final Mean whole = new Mean();
  private final Mean holes = new Mean();
  private final Mean gain = new Mean();

  PictureJudge(List<Integer> input, double range) {
    channels = input.get(0);
    pixels = input.get(1) * input.get(2);
    this.range = range;
  }

  private static final class Mean {
    private double sum;
    private int count;

    void add(double number) {
      sum += number;
      count++;
    }

    void putTo(String name, Map<String, Double> metrics) {
      if (count > 0) {
        metrics.put(name, sum / count);
      }
    }
  }

  @Override
  public void add(Batch batch, List<Guessed> guesses) {
    addWhole(batch, guesses);
    for (int i = 0; i < guesses.size(); i++) {
      var given = FloatBuffer.wrap(guesses.get(i).picture());
      addHole(batch.planes(), i, slice(batch.clean(), i), given);
    }
  }

  /** Without a look at holes, where planes mean something else. */
  void addWhole(Batch batch, List<Guessed> guesses) {
    for (int i = 0; i < guesses.size(); i++) {
      FloatBuffer clean = slice(batch.clean(), i);
      double psnr = psnr(error(clean, FloatBuffer.wrap(guesses.get(i).picture())));
      whole.add(psnr);
      double before = error(clean, slice(batch.pictures(), i));
      if (before > 0) {
        gain.add(psnr - psnr(before));
      }
    }
  }

  private FloatBuffer slice(FloatBuffer all, int picture) {
    int numbers = channels * pixels;
    return all.duplicate().position(picture * numbers).limit((picture + 1) * numbers).slice();
  }

  private static double error(FloatBuffer one, FloatBuffer other) {
    double sum = 0;
    for (int i = 0; i < one.limit(); i++) {
      sum += square(one.get(i) - other.get(i));
    }
    return sum / one.limit();
  }

  private static double square(double number) {
    return number * number;
  }

  private void addHole(ByteBuffer planes, int picture, FloatBuffer clean, FloatBuffer given) {
    double sum = 0;
    int inside = 0;
    for (int i = 0; i < pixels && planes.limit() > picture * pixels; i++) {
      if (planes.get(picture * pixels + i) == 1) {
        inside++;
        for (int channel = 0; channel < channels; channel++) {
          int at = channel * pixels + i;
          sum += square(clean.get(at) - given.get(at));
        }
      }
    }
    if (inside > 0) {
      holes.add(psnr(sum / inside / channels));
    }
  }

  private double psnr(double error) {
    return Math.min(MOST, 10 * Math.log10(range * range / error));
  }

  @Override
  public Map<String, Double> metrics() {
    var metrics = new LinkedHashMap<String, Double>();
    whole.putTo(PSNR, metrics);
    holes.putTo("holePsnr", metrics);
    gain.putTo("gain", metrics);
    return metrics;
  }
}
