package sightline.inference.batch;

import java.time.Duration;
import java.time.Instant;
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
import org.openjdk.jmh.annotations.Warmup;
import sightline.events.QueuePolicy.WhenBehind;

/**
 * One frame into the queue of the batcher and out again, among 64 that wait.
 *
 * <p>November 2026, two shared cores with ten times too much to do, Java 17, one run of three
 * iterations: 0.9 to 1.8 us a frame for 1 camera, 0.9 to 3.1 for 16, 2.3 to 3.4 for 64, with errors
 * larger than the differences (so read the order of magnitude only).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BatcherBench {

  private static final int FRAMES = 64;

  @Param({"1", "16", "64"})
  int cameras;

  @Param({"1", "8"})
  int maxBatch;

  @Param({"WAIT", "DROP_OLDEST"})
  WhenBehind whenBehind;

  private Batcher<Item> batcher;
  private Item[] frames;

  @Setup
  public void prepare() {
    var settings = new BatchSettings(List.of(maxBatch), Duration.ZERO, 8 * FRAMES, FRAMES, FRAMES);
    batcher = new Batcher<>(settings, (item, fate) -> {}, Moment::now);
    frames = new Item[FRAMES];
    var policy = Item.policy(whenBehind, 5, 1);
    for (int frame = 0; frame < FRAMES; frame++) {
      frames[frame] = new Item("camera" + frame % cameras, frame, policy, Instant.now());
    }
  }

  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public int submitAndTake() throws InterruptedException {
    for (Item frame : frames) {
      batcher.submit(frame);
    }
    int taken = 0;
    while (batcher.size() > 0) {
      taken += batcher.take().size();
    }
    return taken;
  }
}
