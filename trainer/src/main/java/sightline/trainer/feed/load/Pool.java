package sightline.trainer.feed.load;

import java.util.List;
import sightline.trainer.data.Dataset;
import sightline.trainer.data.PixelSource;
import sightline.trainer.data.Sample;

/**
 * Samples to learn from or to measure on.
 *
 * @param labels of the samples' class ids
 * @param pixels where the picture of a sample comes from; {@link PixelSource#FILES} when each is a
 *     file
 */
public record Pool(List<String> labels, List<Sample> samples, PixelSource pixels) {

  public Pool {
    labels = List.copyOf(labels);
    samples = List.copyOf(samples);
  }

  /** A dataset whose pictures are files. */
  public static Pool of(Dataset dataset) {
    return new Pool(dataset.labels(), dataset.samples(), PixelSource.FILES);
  }
}
