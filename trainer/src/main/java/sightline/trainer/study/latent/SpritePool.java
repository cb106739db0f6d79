package sightline.trainer.study.latent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import sightline.events.geometry.FrameSize;
import sightline.trainer.data.PixelSource;
import sightline.trainer.data.Pixels;
import sightline.trainer.data.Sample;
import sightline.trainer.data.SceneSource;
import sightline.trainer.data.sprites.Sprites;
import sightline.trainer.feed.load.Pool;
import sightline.trainer.study.frame.Lesson;

/** Generated sprites to learn from and to measure on; no picture is in both. */
final class SpritePool {

  private static final FrameSize SIZE = new FrameSize(Sprites.SIDE, Sprites.SIDE);
  private static final int WHITE = 255;

  private SpritePool() {}

  /** Drawn without repetition. */
  static Lesson.Pools of(int training, int validation, long seed) {
    List<Sample> drawn = drawn(training + validation, seed);
    return new Lesson.Pools(
        pool(drawn.subList(0, training)), pool(drawn.subList(training, drawn.size())));
  }

  private static Pool pool(List<Sample> samples) {
    PixelSource pixels = sample -> new Pixels(SIZE, 1, bytes(Integer.parseInt(sample.id())));
    return new Pool(List.of(), samples, pixels);
  }

  /** Gray pixels of a sprite. */
  static byte[] bytes(int index) {
    byte[] bytes = Sprites.picture(index);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] *= (byte) WHITE;
    }
    return bytes;
  }

  private static List<Sample> drawn(int count, long seed) {
    var random = new SplittableRandom(seed);
    var taken = new LinkedHashSet<Integer>();
    while (taken.size() < count) {
      taken.add(random.nextInt(Sprites.COUNT));
    }
    var samples = new ArrayList<Sample>();
    for (int index : taken) {
      String id = Integer.toString(index);
      samples.add(new Sample(id, Path.of(id), SIZE, List.of(), SceneSource.NONE));
    }
    return samples;
  }
}
