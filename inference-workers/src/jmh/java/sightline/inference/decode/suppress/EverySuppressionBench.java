package sightline.inference.decode.suppress;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import sightline.inference.decode.Candidates;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.model.SuppressionSpec.Kind;
import sightline.inference.testmodel.SmallManifest;

/**
 * Each algorithm on the same 8400 boxes, of which about three quarters score enough; at most 300
 * stay.
 *
 * <p>November 2026, two shared cores under load, Java 17, one run of two iterations; ms (so read
 * orders of magnitude only):
 *
 * <pre>
 *                  80 classes   1 class
 * GREEDY                  0.5       1.3
 * DIOU                    1.1       1.6
 * SOFT_LINEAR              65        79
 * SOFT_GAUSSIAN            73       180
 * FUSION                   20       560
 * NONE                    0.5       0.4
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EverySuppressionBench {

  private static final int BOXES = 8400;

  @Param Kind kind;

  @Param({"80", "1"})
  int classes;

  private Suppression suppression;
  private Candidates candidates;

  @Setup
  public void prepare() {
    var spec = new SuppressionSpec(kind, false, .5f, BOXES, Map.of());
    suppression =
        Suppressions.of(
            SmallManifest.of("any").classes(classes).suppression(spec).maxDetections(300).build());
  }

  /** Some algorithms change what they are given. */
  @Setup(Level.Invocation)
  public void fill() {
    candidates = Crowd.of(BOXES, classes);
  }

  @Benchmark
  public int suppress() {
    return suppression.suppress(candidates);
  }
}
