package sightline.trainer.fit.latent;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * A task whose net keeps numbers that are set once it has learned, from normal pictures that it has
 * not learned from.
 */
public interface Calibrated {

  /** One that has seen nothing. */
  Calibrator calibrator();

  /** Threading: one thread. Keeps no tensor. */
  interface Calibrator {

    /**
     * Looks at normal pictures.
     *
     * @param outputs of {@code Net.forward} outside training; what earlier calibrations have set
     *     does not matter
     */
    void add(Map<String, Tensor> outputs);

    /**
     * Numbers of the net's kept parameters, by name.
     *
     * @throws IllegalArgumentException when fewer than two pictures were seen
     */
    Map<String, float[]> parameters();
  }
}
