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

/**
 * From JPEG to the input tensor of a net of 416x416, decoded in full and by libjpeg's scaling.
 *
 * <p>November 2026, two shared cores, busy, Java 17, three iterations; ms, quality 85:
 *
 * <pre>
 *            decode full  half  quarter   prepare full  half  quarter
 * 480x360          0.42   0.37   0.52           0.61    0.21   0.16
 * 1280x720         2.5    2.0    2.1            0.38    0.24   0.19
 * 1920x1080        5.3    4.4    4.5            0.27    0.27   0.23
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PictureBench {

  private static final InputSpec INPUT = InputSpec.yolox(416, 416);

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
