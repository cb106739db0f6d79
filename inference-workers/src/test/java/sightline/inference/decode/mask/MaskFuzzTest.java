package sightline.inference.decode.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import sightline.events.Detection;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.Letterbox;
import sightline.events.geometry.Mask;
import sightline.inference.decode.Tensor;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;
import sightline.inference.reading.Reading;
import sightline.inference.reading.Readings;

/** Nets that went mad, and outputs of other nets. */
class MaskFuzzTest {

  private static final float[] STRANGE = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, 0, -0f, 1e-30f
  };
  private static final String[] LABELS = {"person", "car", "sky"};
  private static final Map<String, List<Tensor>> OUTPUTS =
      Map.of(
          "semantic", List.of(new Tensor("out", 3, 4, 8)),
          "yolov8-instance", List.of(new Tensor("rows", 9, 21), new Tensor("map", 2, 4, 8)),
          "mask-rcnn", regions(false),
          "panoptic-fpn", regions(true),
          "panoptic-mask-classification",
              List.of(
                  new Tensor("class_queries_logits", 5, 4),
                  new Tensor("masks_queries_logits", 5, 4, 8)));

  private static List<Tensor> regions(boolean panoptic) {
    var all = new ArrayList<>(InstanceMasksTest.regions(6, 5));
    if (panoptic) {
      all.add(new Tensor("semantic", 2, 4, 8));
    }
    return all;
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void shouldGiveWholeMasksWhateverTheNumbers(@ForAll long seed) {
    var random = new Random(seed);
    for (String family : OUTPUTS.keySet()) {
      OUTPUTS.get(family).forEach(tensor -> fill(tensor.values(), random));

      for (Detection one : read(family, OUTPUTS.get(family), random)) {
        if (!one.mask().equals(Mask.NONE)) {
          int[] runs = one.mask().runs();
          assertThat(Arrays.stream(runs).sum()).isEqualTo(one.mask().width() * one.mask().height());
          assertThat(runs).hasSizeGreaterThan(1);
        } else {
          assertThat(family).isIn("yolov8-instance", "mask-rcnn");
        }
        assertThat(one.box().area()).isPositive().isFinite();
      }
    }
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void shouldRefuseWrongShapesWithASentence(@ForAll long seed) {
    var random = new Random(seed);
    for (String family : OUTPUTS.keySet()) {
      var wrong = new ArrayList<>(OUTPUTS.get(family));
      int index = random.nextInt(wrong.size());
      int[] shape = random.ints(random.nextInt(5), 0, 8).toArray();
      wrong.set(index, new Tensor(wrong.get(index).name(), shape));
      wrong.forEach(tensor -> fill(tensor.values(), random));
      if (random.nextInt(5) == 0) {
        wrong.remove(random.nextInt(wrong.size()));
      }

      assertThatCode(
              () -> {
                try {
                  read(family, wrong, random);
                } catch (IllegalArgumentException e) {
                  assertThat(e).hasMessageStartingWith("expected ");
                }
              })
          .as("%s of %s", family, wrong)
          .doesNotThrowAnyException();
    }
  }

  private static void fill(float[] values, Random random) {
    float range = random.nextInt(3) * 20 + 1;
    boolean strange = random.nextBoolean();
    for (int i = 0; i < values.length; i++) {
      values[i] =
          strange && random.nextInt(8) == 0
              ? STRANGE[random.nextInt(STRANGE.length)]
              : random.nextFloat() * range - (random.nextBoolean() ? range / 2 : 0);
    }
  }

  private static List<Detection> read(String family, List<Tensor> outputs, Random random) {
    Fit[] fits = Fit.values();
    InputSpec input = MaskManifests.input(32, 16, fits[random.nextInt(fits.length)]);
    var frame = new FrameSize(1 + random.nextInt(90), 1 + random.nextInt(60));
    Map<String, String> parameters =
        switch (family) {
          case "semantic" -> Map.of("classes", random.nextBoolean() ? "exclusive" : "independent");
          case "panoptic-fpn" -> Map.of("things", "2", "stuffArea", "3");
          case "panoptic-mask-classification" -> Map.of("stuff", "2");
          default -> Map.of();
        };
    ModelManifest manifest = MaskManifests.of(new DecoderSpec(family, parameters), input, LABELS);
    return Readings.of(manifest, new Reading.Bounds(100, 1 + random.nextInt(80)))
        .read(outputs, Letterbox.fit(frame, input), () -> {});
  }
}
