package sightline.trainer.fit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import sightline.trainer.feed.Batch;

/** Pictures of random numbers, a function of the step. */
record PlainBatch(List<String> names, FloatBuffer pictures) implements Batch {

  static PlainBatch of(long step, int size) {
    var random = new Random(step);
    int count = size * 3 * GrayTask.SIDE * GrayTask.SIDE;
    FloatBuffer numbers =
        ByteBuffer.allocateDirect(count * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < count; i++) {
      numbers.put(i, random.nextFloat());
    }
    return new PlainBatch(IntStream.range(0, size).mapToObj(i -> "picture-" + i).toList(), numbers);
  }

  PlainBatch spoiled() {
    pictures.put(0, Float.NaN);
    return this;
  }

  @Override
  public FloatBuffer pictures() {
    return pictures.duplicate();
  }

  @Override
  public FloatBuffer clean() {
    return pictures.duplicate();
  }

  @Override
  public List<List<Labelled>> objects() {
    return Collections.nCopies(names.size(), List.of());
  }

  @Override
  public ByteBuffer planes() {
    return ByteBuffer.allocate(0);
  }

  @Override
  public void close() {}
}
