package sightline.ingest.source.picture;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
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
import sightline.events.geometry.FrameSize;
import sightline.ingest.source.scene.JunctionScene;

/** From pixels of the generated scene to JPEG, with and without making them smaller first. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EncodeBenchmark {

  @Param({"480x360", "1280x720", "1920x1080"})
  public String size;

  @Param({"0", "640"})
  public int longestSide;

  private BytePointer pixels;
  private Mat bgr;
  private PictureRules rules;

  @Setup
  public void paint() {
    String[] sides = size.split("x", 2);
    var frame = new FrameSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    byte[] painted = new byte[Math.toIntExact(frame.pixels() * 3)];
    new JunctionScene(7, frame, 10, Duration.ZERO).paint(100, painted);
    pixels = new BytePointer(painted);
    bgr = new Mat(frame.height(), frame.width(), opencv_core.CV_8UC3, pixels);
    rules = new PictureRules(longestSide, 85, 4 << 20);
  }

  @Benchmark
  public Encoded encode() {
    return PictureEncoder.encode(bgr, rules);
  }

  @TearDown
  public void free() {
    bgr.close();
    pixels.close();
  }
}
