package sightline.inference.image;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Layout;

/**
 * A batch of input tensors in a direct buffer, seen as OpenCV matrices over the same memory.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Ownership: owns the matrices, not the numbers, which are the caller's buffer.
 */
final class TensorView implements AutoCloseable {

  private final FloatBuffer batch;
  private final InputSpec spec;
  private final FloatPointer numbers;
  private final Normalization normalization;
  private final List<List<Mat>> pictures = new ArrayList<>();

  TensorView(FloatBuffer batch, InputSpec spec) {
    if (!batch.isDirect()) {
      throw new IllegalArgumentException("expected a direct buffer, found " + batch);
    }
    this.batch = batch;
    this.spec = spec;
    this.numbers = new FloatPointer(batch).position(0);
    this.normalization = normalization(spec);
  }

  private static Normalization normalization(InputSpec spec) {
    if (spec.color() == Color.GRAY) {
      return new GrayNormalization(spec);
    }
    return spec.layout() == Layout.NCHW
        ? new PlanarNormalization(spec)
        : new InterleavedNormalization(spec);
  }

  boolean shows(FloatBuffer batch, InputSpec spec) {
    return this.batch == batch && this.spec.equals(spec);
  }

  /** Writes {@code canvas}, which is blue, green, red, into picture {@code index}. */
  void write(Mat canvas, int index) {
    if (index < 0 || (index + 1L) * spec.elements() > batch.capacity()) {
      throw new IllegalArgumentException(
          "expected room for picture %d of %d numbers, found %d"
              .formatted(index, spec.elements(), batch.capacity()));
    }
    while (pictures.size() <= index) {
      FloatPointer first = numbers.getPointer((long) pictures.size() * spec.elements());
      pictures.add(normalization.matricesOver(first));
    }
    normalization.write(canvas, pictures.get(index));
  }

  @Override
  public void close() {
    pictures.forEach(matrices -> matrices.forEach(Mat::close));
    normalization.close();
    numbers.close();
  }
}
