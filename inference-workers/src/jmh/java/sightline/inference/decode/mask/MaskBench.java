package sightline.inference.decode.mask;

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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import sightline.events.Detection;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.InputSpec.Layout;
import sightline.events.geometry.Letterbox;
import sightline.events.geometry.PerChannel;
import sightline.inference.decode.Tensor;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.reading.Reading;
import sightline.inference.reading.Readings;

/** Masks of 960x540 px: of four classes from 896x512 cells, and of twenty objects. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MaskBench {

  private static final FrameSize FRAME = new FrameSize(960, 540);
  private static final int OBJECTS = 20;
  private static final int ANCHORS = 8400;

  private final Tensor planar = new Tensor("out", 4, 512, 896);
  private final Tensor interleaved = new Tensor("out", 512, 896, 4);
  private final Tensor rows = new Tensor("rows", 116, ANCHORS);
  private final Tensor prototypes = new Tensor("prototypes", 32, 160, 160);
  private final InputSpec wide = input(896, 512, Fit.STRETCH);
  private final InputSpec square = input(640, 640, Fit.LETTERBOX_CENTER);
  private final Reading ofPlanes = reading("semantic", Map.of(), wide, 4);
  private final Reading ofPixels = reading("semantic", Map.of("layout", "NHWC"), wide, 4);
  private final Reading ofObjects = reading("yolov8-instance", Map.of(), square, 80);

  @Setup
  public void fill() {
    var random = new Random(5);
    for (int cell = 0; cell < 512 * 896; cell++) {
      int row = cell / 896;
      for (int channel = 0; channel < 4; channel++) {
        double wave =
            Math.sin((cell % 896 + 97 * channel) / 61.0) + Math.cos(row / (29.0 + channel));
        float logit = (float) (4 * wave + random.nextFloat());
        planar.values()[channel * 512 * 896 + cell] = logit;
        interleaved.values()[4 * cell + channel] = logit;
      }
    }
    for (int index = 0; index < prototypes.values().length; index++) {
      prototypes.values()[index] = (float) Math.sin(index / 700.0);
    }
    for (int object = 0; object < OBJECTS; object++) {
      int anchor = object * 400;
      float[] column = {60 + object % 5 * 130, 180 + object / 5 * 90, 120, 160};
      for (int row = 0; row < column.length; row++) {
        rows.values()[row * ANCHORS + anchor] = column[row];
      }
      rows.values()[(4 + object) * ANCHORS + anchor] = .9f;
      for (int row = 84; row < 116; row++) {
        rows.values()[row * ANCHORS + anchor] = random.nextFloat() - .4f;
      }
    }
  }

  @Benchmark
  public List<Detection> semanticPlanar() {
    return ofPlanes.read(List.of(planar), Letterbox.fit(FRAME, wide), () -> {});
  }

  @Benchmark
  public List<Detection> semanticInterleaved() {
    return ofPixels.read(List.of(interleaved), Letterbox.fit(FRAME, wide), () -> {});
  }

  @Benchmark
  public List<Detection> twentyObjects() {
    return ofObjects.read(List.of(rows, prototypes), Letterbox.fit(FRAME, square), () -> {});
  }

  private static InputSpec input(int width, int height, Fit fit) {
    return new InputSpec(
        width, height, Layout.NCHW, Color.RGB, fit, 114, PerChannel.ZERO, PerChannel.ONE, 1);
  }

  private static Reading reading(
      String family, Map<String, String> parameters, InputSpec input, int classes) {
    var manifest =
        new ModelManifest(
            "masks",
            "1",
            family.equals("semantic") ? "semantic" : "instance",
            input,
            "images",
            0,
            Map.of(),
            new DecoderSpec(family, parameters),
            Collections.nCopies(classes, "thing"),
            .25f,
            .7f,
            SuppressionSpec.GREEDY,
            300,
            List.of());
    return Readings.of(manifest, new Reading.Bounds(30_000, 4096));
  }
}
