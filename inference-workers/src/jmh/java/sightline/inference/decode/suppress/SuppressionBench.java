package sightline.inference.decode.suppress;

import java.util.concurrent.TimeUnit;
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
import sightline.inference.decode.Candidates;

/**
 * Our suppression and OpenCV's on the same boxes, of which about three quarters score enough.
 *
 * <p>November 2026, two shared cores under changing load, Java 17, one run of five iterations; ms
 * for 8400 boxes of 80 classes, with the error that JMH gives (so read orders of magnitude only):
 *
 * <pre>
 *                        ours           OpenCV
 * by class, 0.45         0.98 +- 0.04    409 +- 252   NMSBoxesBatched
 * by class, 0.65         0.39 +- 0.12    330 +- 751   NMSBoxesBatched
 * across classes, 0.45   5.2 +- 9.1      284 +- 199   NMSBoxes
 * across classes, 0.65   2.6 +- 4.0     1287 +- 749   NMSBoxes
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SuppressionBench {

  @Param({"300", "8400"})
  int boxes;

  @Param({"80", "1"})
  int classes;

  @Param({"0.45", "0.65"})
  float maxOverlap;

  private Candidates candidates;
  private NonMaxSuppression byClass;
  private NonMaxSuppression acrossClasses;
  private OpenCvSuppression openCv;

  @Setup
  public void prepare() {
    candidates = Crowd.of(boxes, classes);
    var rule = new SuppressionRule(.25f, maxOverlap, boxes, false);
    byClass = new NonMaxSuppression(rule);
    acrossClasses = new NonMaxSuppression(new SuppressionRule(.25f, maxOverlap, boxes, true));
    openCv = new OpenCvSuppression(candidates, rule);
  }

  @TearDown
  public void close() {
    openCv.close();
  }

  @Benchmark
  public int oursByClass() {
    return byClass.suppress(candidates);
  }

  @Benchmark
  public int oursAcrossClasses() {
    return acrossClasses.suppress(candidates);
  }

  @Benchmark
  public long openCvByClass() {
    return openCv.batched();
  }

  @Benchmark
  public long openCvAcrossClasses() {
    return openCv.acrossClasses();
  }
}
