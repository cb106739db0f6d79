package sightline.deploy.study;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import sightline.events.geometry.InputSpec;
import sightline.inference.engine.Engine;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.EngineRefused;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.engine.OnnxEngine;
import sightline.inference.model.Feed;

/** How long an exported file takes for one picture, with the workers' own session options. */
final class OnnxTime {

  private static final int WARM_UP = 5;
  private static final int RUNS = 31;
  private static final double NANOS_PER_MILLISECOND = 1e6;

  private OnnxTime() {}

  /** Median of some runs of one picture on one thread of the processor, ms. */
  static double milliseconds(Path model, InputSpec input) throws EngineRefused, InferenceFailed {
    try (Engine engine = OnnxEngine.open(model, new EngineOptions("cpu", 0, 1))) {
      var shape = List.of(input.channels(), input.height(), input.width());
      var feed = new Feed(engine.tensors().inputs().get(0).name(), shape, Map.of());
      try (Engine.Lane lane = engine.openLane(1, feed)) {
        fill(lane.input());
        return median(lane);
      }
    }
  }

  private static void fill(FloatBuffer tensor) {
    var random = new Random(7);
    for (int i = 0; i < tensor.capacity(); i++) {
      tensor.put(i, random.nextFloat());
    }
  }

  private static double median(Engine.Lane lane) throws InferenceFailed {
    for (int i = 0; i < WARM_UP; i++) {
      lane.run(1);
    }
    var times = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      lane.run(1);
      times[i] = (System.nanoTime() - start) / NANOS_PER_MILLISECOND;
    }
    Arrays.sort(times);
    return times[RUNS / 2];
  }
}
