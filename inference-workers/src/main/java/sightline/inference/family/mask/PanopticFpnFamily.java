package sightline.inference.family.mask;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.Usual;

/** The outputs of Mask R-CNN, and scores of every pixel beside them (Panoptic FPN). */
final class PanopticFpnFamily implements Family {

  private static final int OUTPUTS = 5;
  private static final int COCO_THINGS = 80;
  private static final float MIN_SCORE = .5f;

  @Override
  public String name() {
    return "panoptic-fpn";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> boxes, labels, scores, masks as mask-rcnn,"
        + " semantic float[N,1+stuff,H/k,W/k] (k 1 to 8)";
  }

  @Override
  public Set<String> parameters() {
    var all = new TreeSet<>(RegionTensors.PARAMETERS);
    all.addAll(Set.of("semantic", "things", "firstStuff", "overlap", "stuffArea"));
    return all;
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    Optional<Picture> picture = Picture.only(tensors);
    if (picture.isEmpty() || tensors.outputs().size() != OUTPUTS) {
      return Optional.empty();
    }
    Map<Boolean, List<TensorInfo>> parts =
        tensors.outputs().stream()
            .collect(
                Collectors.partitioningBy(
                    one -> Heads.of(List.of(one), picture.orElseThrow()).isPresent()));
    if (parts.get(true).size() != 1 || parts.get(true).get(0).dims().get(1) < 2) {
      return Optional.empty();
    }
    return RegionTensors.names(parts.get(false))
        .map(names -> recognized(picture.orElseThrow(), names, parts.get(true).get(0)));
  }

  private static Recognized recognized(
      Picture picture, Map<String, String> names, TensorInfo semantic) {
    var parameters = new HashMap<>(names);
    parameters.put("semantic", semantic.name());
    parameters.put("things", Integer.toString(COCO_THINGS));
    int stuff = Math.toIntExact(semantic.dims().get(1)) - 1;
    return new Recognized(
        "panoptic",
        picture.tensor().name(),
        picture.rawBgr(),
        new DecoderSpec("panoptic-fpn", parameters),
        COCO_THINGS + stuff,
        Usual.unsuppressed().withMaxBatch(1).withMinScore(MIN_SCORE),
        List.of(
            "The tensors are those of Panoptic FPN: objects with masks, and scores of each pixel.",
            "It is fed BGR 0 to 255, stretched, as Detectron2's are; it normalizes by itself.",
            "Labels 0 to 79 are objects, the others kinds of stuff; the first semantic channel is"
                + " all objects together."));
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    RegionTensors.check(manifest, tensors);
    TensorInfo semantic = Named.of(manifest, "semantic", "semantic", tensors);
    if (semantic.dims().size() != 4) {
      throw new BadManifest(
          "decoder.semantic", semantic, "scores with 4 axes: batch, classes, height and width");
    }
  }
}
