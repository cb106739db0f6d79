package sightline.inference.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.TimeUnit;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.Letterbox;
import sightline.inference.testmodel.InputSpecs;

/**
 * From JPEG to the input tensor of a net of 416x416, decoded in full and by libjpeg's scaling.
 *
 * <p>November 2026, two shared cores under changing load, Java 17, one run of five iterations; ms
 * for a made-up picture of quality 85, with the error that JMH gives:
 *
 * <pre>
 *             decode full    half            prepare full    half
 * 480x360     0.40 +- 0.04   0.31 +- 0.04    0.29 +- 0.07    0.22 +- 0.04
 * 1920x1080   5.3 +- 0.7     4.1 +- 0.4      0.29 +- 0.07    0.28 +- 0.05
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PictureBench {

  private static final InputSpec INPUT = InputSpecs.yolox(416, 416);

  @Param({"480x360", "1280x720", "1920x1080"})
  String size;

  @Param({"FULL", "HALF", "QUARTER"})
  Reduction reduction;

  private final JpegDecoder decoder = new JpegDecoder(10_000_000);
  private final TensorWriter writer = new TensorWriter();
  private final FloatBuffer tensor =
      ByteBuffer.allocateDirect(INPUT.elements() * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
  private byte[] jpeg;
  private DecodedPicture decoded;

  @Setup
  public void prepare() throws UnreadablePicture {
    String[] sides = size.split("x");
    jpeg =
        TestPictures.jpeg(
            Integer.parseInt(sides[0]),
            Integer.parseInt(sides[1]),
            opencv_imgcodecs.IMWRITE_JPEG_QUALITY,
            85);
    decoded = decoder.decode(jpeg, reduction);
  }

  @TearDown
  public void close() {
    writer.close();
    decoder.close();
  }

  @Benchmark
  public DecodedPicture decode() throws UnreadablePicture {
    return decoder.decode(jpeg, reduction);
  }

  @Benchmark
  public Letterbox prepareTensor() {
    return writer.write(decoded, INPUT, tensor, 0);
  }
}
