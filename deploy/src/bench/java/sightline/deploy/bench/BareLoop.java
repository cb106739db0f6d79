package sightline.deploy.bench;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import sightline.events.geometry.InputSpec;
import sightline.inference.engine.Engine;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.engine.OnnxEngine;
import sightline.inference.model.Feed;

/**
 * What the machine can do at best: the engine alone, called again and again on one tensor, with the
 * workers' own session options.
 *
 * <p>Ownership: owns its engine and lanes.
 */
final class BareLoop implements AutoCloseable {

  private final String name;
  private final Engine engine;
  private final List<Engine.Lane> lanes = new ArrayList<>();

  private BareLoop(String name, Engine engine) {
    this.name = name;
    this.engine = engine;
  }

  static BareLoop open(Path model, InputSpec input, int lanes, int threads) throws Exception {
    var engine = OnnxEngine.open(model, new EngineOptions("cpu", 0, threads));
    var loop = new BareLoop("%d lanes x intra-op %d".formatted(lanes, threads), engine);
    var shape = List.of(3, input.height(), input.width());
    var feed = new Feed(engine.tensors().inputs().get(0).name(), shape, Map.of());
    for (int lane = 0; lane < lanes; lane++) {
      Engine.Lane opened = engine.openLane(1, feed);
      fill(opened.input());
      loop.lanes.add(opened);
    }
    return loop;
  }

  private static void fill(FloatBuffer tensor) {
    var random = new java.util.Random(7);
    for (int i = 0; i < tensor.capacity(); i++) {
      tensor.put(i, random.nextInt(256));
    }
  }

  /** Frames per second over about {@code seconds}. */
  double framesPerSecond(double seconds) {
    var calls = new LongAdder();
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    var working =
        IntStream.range(0, lanes.size())
            .mapToObj(
                lane ->
                    CompletableFuture.runAsync(
                        () -> callUntil(lanes.get(lane), end, calls),
                        work -> new Thread(work, "bare-" + lane).start()))
            .toList();
    working.forEach(CompletableFuture::join);
    return calls.sum() / ((System.nanoTime() - start) / 1e9);
  }

  private static void callUntil(Engine.Lane lane, long end, LongAdder calls) {
    try {
      while (System.nanoTime() < end) {
        lane.run(1);
        calls.increment();
      }
    } catch (InferenceFailed e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() {
    lanes.forEach(Engine.Lane::close);
    engine.close();
  }
}
