package sightline.inference.family.mask;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.PerChannel;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.Usual;

/** Nets whose queries each give a class and a mask: MaskFormer and what came after it. */
final class MaskClassificationFamily implements Family {

  private static final PerChannel MEAN = new PerChannel(123.675f, 116.28f, 103.53f);
  private static final PerChannel STD = new PerChannel(58.395f, 57.12f, 57.375f);
  private static final int COCO_THINGS = 80;
  private static final int COCO_PANOPTIC = 133;
  private static final float MIN_SCORE = .8f;

  @Override
  public String name() {
    return "panoptic-mask-classification";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> logits float[N,queries,classes+1], masks float[N,queries,h,w]";
  }

  @Override
  public Set<String> parameters() {
    return Set.of("logits", "masks", "stuff", "overlap");
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    Optional<Picture> picture = Picture.only(tensors).filter(one -> one.channels() == 3);
    List<TensorInfo> outputs = tensors.outputs();
    if (picture.isEmpty() || outputs.size() != 2) {
      return Optional.empty();
    }
    boolean inOrder = outputs.get(0).dims().size() == 3;
    TensorInfo logits = outputs.get(inOrder ? 0 : 1);
    TensorInfo masks = outputs.get(inOrder ? 1 : 0);
    boolean ours =
        logits.dims().size() == 3
            && masks.dims().size() == 4
            && logits.dims().get(1) > 0
            && logits.dims().get(1).equals(masks.dims().get(1))
            && logits.dims().get(2) >= 2
            && Heads.of(List.of(masks), picture.orElseThrow()).isPresent();
    return ours ? Optional.of(recognized(picture.orElseThrow(), logits, masks)) : Optional.empty();
  }

  private static Recognized recognized(Picture picture, TensorInfo logits, TensorInfo masks) {
    int classes = Math.toIntExact(logits.dims().get(2)) - 1;
    var parameters = new HashMap<String, String>();
    parameters.put("logits", logits.name());
    parameters.put("masks", masks.name());
    if (classes == COCO_PANOPTIC) {
      parameters.put(
          "stuff",
          IntStream.range(COCO_THINGS, COCO_PANOPTIC)
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(",")));
    }
    return new Recognized(
        "panoptic",
        picture.tensor().name(),
        picture.normalized(Color.RGB, MEAN, STD, 1),
        new DecoderSpec("panoptic-mask-classification", parameters),
        classes,
        Usual.unsuppressed().withMinScore(MIN_SCORE),
        List.of(
            "The tensors are those of MaskFormer: a class and a mask for each query.",
            "It is fed RGB, stretched, with the mean and deviation of ImageNet.",
            classes == COCO_PANOPTIC
                ? "Classes 80 to 132 are kinds of stuff, as in COCO."
                : "Every class is one of objects, none of stuff."));
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    TensorInfo logits = Named.of(manifest, "logits", "class_queries_logits", tensors);
    TensorInfo masks = Named.of(manifest, "masks", "masks_queries_logits", tensors);
    if (!logits.fits(-1, -1, manifest.labels().size() + 1L) || masks.dims().size() != 4) {
      throw new BadManifest(
          "The manifest has %d labels, expected logits of one class more and masks with 4 axes, found %s"
              .formatted(manifest.labels().size(), tensors));
    }
  }
}
