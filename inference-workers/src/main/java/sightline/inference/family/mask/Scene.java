package sightline.inference.family.mask;

import java.util.List;
import sightline.events.geometry.InputSpec;

/**
 * How a net that tells of every pixel is fed, and what its classes are.
 *
 * @param input how it is fed
 * @param labels name of each class; none where nobody knows
 * @param fed one sentence on how it is fed, and how we know
 */
record Scene(InputSpec input, List<String> labels, String fed) {

  Scene {
    labels = List.copyOf(labels);
  }
}
