package sightline.trainer.testdata;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import sightline.trainer.feed.Batch;

/** Pictures and planes that a test has made. */
public record MemoryBatch(
    List<String> names, FloatBuffer pictures, FloatBuffer clean, ByteBuffer planes)
    implements Batch {

  public static MemoryBatch of(int size, float[] pictures, float[] clean, byte... planes) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(planes.length).put(planes).flip();
    return new MemoryBatch(
        IntStream.range(0, size).mapToObj(i -> "picture-" + i).toList(),
        direct(pictures),
        direct(clean),
        bytes);
  }

  private static FloatBuffer direct(float[] numbers) {
    return ByteBuffer.allocateDirect(numbers.length * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(numbers)
        .flip();
  }

  @Override
  public FloatBuffer pictures() {
    return pictures.duplicate();
  }

  @Override
  public FloatBuffer clean() {
    return clean.duplicate();
  }

  @Override
  public List<List<Labelled>> objects() {
    return Collections.nCopies(size(), List.of());
  }

  @Override
  public ByteBuffer planes() {
    return planes.duplicate();
  }

  @Override
  public void close() {}
}
