package sightline.trainer.feed.load;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.PerChannel;
import sightline.trainer.data.ReadRules;
import sightline.trainer.data.format.DatasetFormat;
import sightline.trainer.feed.Batch;
import sightline.trainer.recipe.Recipe.Augmentation;
import sightline.trainer.recipe.Recipe.Budget;

/**
 * Pictures a second that one loader thread prepares of BCCD: 640x480 JPEG to 256x192, in batches of
 * 16. The dataset is found by {@code -Dsightline.bccd=FOLDER}, the one that holds {@code
 * JPEGImages}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LoadBenchmark {

  private static final int BATCH = 16;

  @Param({"none", "flip-zoom-color", "mosaic"})
  public String changes;

  /** Bytes of decoded pictures that are kept, MiB. */
  @Param({"0", "256"})
  public int cache;

  private TrainingFeed feed;
  private long step;

  @Setup
  public void open() throws Exception {
    Path folder = Path.of(System.getProperty("sightline.bccd", "../../shared/datasets/bccd/BCCD"));
    var dataset = DatasetFormat.VOC.reader().read(folder, ReadRules.USUAL.ofSplit("train"));
    Augmentation augment =
        switch (changes) {
          case "none" -> new Augmentation(0, 1, 0, 0, List.of(1.0, 1.0), 0, 0, 0, 0, 0, 0, 0);
          case "mosaic" -> new Augmentation(1, 1, .5, .5, List.of(1.0, 1.0), 0, 8, .4, .3, 0, 0, 0);
          default -> new Augmentation(0, 1, .5, .5, List.of(.7, 1.4), .1, 8, .4, .3, 0, 0, 0);
        };
    var input =
        new InputSpec(
            256,
            192,
            InputSpec.Layout.NCHW,
            InputSpec.Color.RGB,
            InputSpec.Fit.STRETCH,
            114,
            PerChannel.ZERO,
            new PerChannel(255, 255, 255),
            1);
    feed =
        new TrainingFeed(
            new LoadSettings(
                input,
                Aim.BOXES,
                dataset.labels(),
                BATCH,
                1,
                augment,
                Long.MAX_VALUE,
                new Budget(0, 1, 4, 0, "cpu"),
                new LoadSettings.Limits((long) cache << 20, 10_000_000, 10)),
            Pool.of(dataset));
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int picture() throws InterruptedException {
    try (Batch batch = feed.take(step++)) {
      return batch.size();
    }
  }

  @TearDown
  public void close() {
    feed.close();
  }
}
