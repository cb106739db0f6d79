package sightline.trainer.data;

import java.util.List;

/**
 * Pictures and what is known to be on them.
 *
 * @param name for people
 * @param labels name of each class, by class id from 0
 * @param samples in ascending order of their ids
 * @param flaws annotations that could not be used, as far as they were to be skipped
 */
public record Dataset(String name, List<String> labels, List<Sample> samples, List<Flaw> flaws) {

  public Dataset {
    labels = List.copyOf(labels);
    samples = List.copyOf(samples);
    flaws = List.copyOf(flaws);
  }
}
