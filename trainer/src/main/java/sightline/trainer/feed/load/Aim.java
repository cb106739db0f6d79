package sightline.trainer.feed.load;

import sightline.trainer.feed.Batch;

/** What pictures are shown for, which decides what the planes of a batch hold. */
public enum Aim {
  /** Objects in boxes; no planes. */
  BOXES,
  /** The class of each pixel: one plane of class ids with {@link Batch#IGNORED}. */
  CLASSES,
  /** Which labels hold for each pixel: a plane for each label. */
  LABELS,
  /**
   * The picture itself. With holes in the recipe one plane with 1 in the hole. Noise and holes are
   * there in evaluation too, the same each time.
   */
  PICTURE,
  /**
   * The picture itself, where some are not normal. In training as {@link #PICTURE}; in evaluation
   * nothing is spoiled, and one plane has 1 where a defect is, {@link Batch#IGNORED} beside the
   * picture.
   */
  DEFECTS;

  /** Of a recipe's {@code task}. */
  public static Aim of(String task) {
    return switch (task) {
      case "detect", "locate" -> BOXES;
      case "semantic" -> CLASSES;
      case "multilabel" -> LABELS;
      case "autoencode" -> PICTURE;
      case "anomaly" -> DEFECTS;
      default ->
          throw new IllegalArgumentException(
              "task is '%s', expected detect, locate, semantic, multilabel, autoencode or anomaly"
                  .formatted(task));
    };
  }

  boolean givesBack() {
    return this == PICTURE || this == DEFECTS;
  }
}
