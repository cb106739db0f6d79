package sightline.trainer.data.packed;

import sightline.trainer.data.Dataset;
import sightline.trainer.data.PixelSource;

/**
 * A dataset whose samples have no files of their own.
 *
 * @param pixels of its samples
 */
public record Packed(Dataset dataset, PixelSource pixels) {}
