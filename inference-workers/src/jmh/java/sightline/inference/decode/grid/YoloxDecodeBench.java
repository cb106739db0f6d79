package sightline.inference.decode.grid;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
import org.openjdk.jmh.annotations.Warmup;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.reading.Decoders;
import sightline.inference.testmodel.InputSpecs;

/** Reading one YOLOX answer of 3549 cells and 80 classes into candidates. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class YoloxDecodeBench {

  private static final int CELLS = 3549;
  private static final int COLUMNS = 85;

  /** Share of cells that see an object. */
  @Param({"0.02", "0.2"})
  float busy;

  private final Tensor output = new Tensor("output", CELLS, COLUMNS);
  private final Candidates candidates = new Candidates(30_000);
  private final Decoder decoder =
      Decoders.of(
          new ModelManifest(
              "yolox",
              "1",
              "detect",
              InputSpecs.yolox(416, 416),
              "images",
              0,
              Map.of(),
              new DecoderSpec("yolox", Map.of()),
              Collections.nCopies(80, "thing"),
              .25f,
              .65f,
              SuppressionSpec.GREEDY,
              300,
              List.of()));

  @Setup
  public void fill() {
    var random = new Random(5);
    float[] values = output.values();
    for (int cell = 0; cell < CELLS; cell++) {
      int row = cell * COLUMNS;
      boolean sees = random.nextFloat() < busy;
      values[row] = random.nextFloat();
      values[row + 1] = random.nextFloat();
      values[row + 2] = random.nextFloat();
      values[row + 3] = random.nextFloat();
      values[row + 4] = sees ? .9f : .01f;
      values[row + 5 + random.nextInt(80)] = .9f;
    }
  }

  @Benchmark
  public int read() {
    candidates.clear();
    decoder.decode(List.of(output), candidates);
    return candidates.size();
  }
}
