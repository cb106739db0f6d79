package sightline.inference.family.prior;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sightline.events.geometry.InputSpec.Color;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.Usual;

/** YuNet, told by the names of its twelve outputs. */
final class YunetFamily implements Family {

  private static final int SIDE = 640;
  private static final int LARGEST_STRIDE = 32;
  private static final float MIN_SCORE = .6f;
  private static final float MAX_OVERLAP = .3f;
  private static final int[] STRIDES = {8, 16, 32};
  private static final Map<String, Long> COLUMNS =
      Map.of("cls_", 1L, "obj_", 1L, "bbox_", 4L, "kps_", 10L);

  @Override
  public String name() {
    return "yunet";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> cls_, obj_[N,cells,1], bbox_[N,cells,4], kps_[N,cells,10] of 8, 16 and 32";
  }

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    return PictureInput.only(tensors)
        .filter(input -> missing(tensors, input.width(), input.height()).isEmpty())
        .map(this::recognized);
  }

  private Recognized recognized(PictureInput input) {
    List<String> assumed = new ArrayList<>();
    assumed.add("The outputs are named as those of YuNet.");
    assumed.addAll(input.assumedSide(SIDE));
    assumed.add("It is fed as YuNet is: BGR 0 to 255, in the top left corner, black beside it.");
    return new Recognized(
        "detect",
        input.name(),
        input.orSide(SIDE).rawInCorner(Color.BGR),
        new DecoderSpec(name(), Map.of()),
        1,
        Usual.overlap(MAX_OVERLAP).withMinScore(MIN_SCORE).withLabels(List.of("face")),
        assumed);
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    int width = manifest.input().width();
    int height = manifest.input().height();
    if (width % LARGEST_STRIDE != 0 || height % LARGEST_STRIDE != 0) {
      throw new BadManifest(
          "manifest.input is %dx%d, expected multiples of %d for yunet"
              .formatted(width, height, LARGEST_STRIDE));
    }
    if (manifest.labels().size() != 1) {
      throw new BadManifest("labels", manifest.labels(), "one label: yunet finds faces");
    }
    missing(tensors, width, height)
        .ifPresent(
            output -> {
              throw new BadManifest(
                  "The manifest asks for a yunet output %s (input %dx%d), found %s"
                      .formatted(output, width, height, tensors.outputs()));
            });
  }

  /** The first output that is not there; sides may be -1 for any. */
  private static Optional<String> missing(ModelTensors tensors, int width, int height) {
    for (int stride : STRIDES) {
      boolean open = width == -1 || height == -1;
      long cells = open ? -1 : (long) (width / stride) * (height / stride);
      for (Map.Entry<String, Long> kind : COLUMNS.entrySet()) {
        String name = kind.getKey() + stride;
        if (!has(tensors, name, cells, kind.getValue())) {
          return Optional.of(
              "%s[N,%s,%d]".formatted(name, open ? "cells" : cells, kind.getValue()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean has(ModelTensors tensors, String name, long rows, long columns) {
    for (TensorInfo output : tensors.outputs()) {
      if (output.name().equals(name)) {
        return output.fits(-1, rows, columns);
      }
    }
    return false;
  }
}
