package sightline.trainer.net.latent;

import sightline.trainer.net.Net;

/**
 * A net that gives back the picture that it is given, through a narrow place.
 *
 * <p>Forward gives {@link #RAW} and {@link #RECONSTRUCTION}, and what it has of {@link #CODE},
 * {@link #MEAN} and {@link #LOG_VARIANCE}; the answer all but {@link #RAW}.
 */
public sealed interface LatentNet extends Net permits Autoencoder, Vae {

  /** The picture given back before the sigmoid, if there is one: (C, H, W). */
  String RAW = "raw";

  /** The picture given back, in the units of the input tensor: (C, H, W). */
  String RECONSTRUCTION = "reconstruction";

  /** What a picture is compressed to, whole numbers: (channels, h, w). */
  String CODE = "code";

  /** Where a picture lies: (L). */
  String MEAN = "mean";

  /** How sure that is: (L). */
  String LOG_VARIANCE = "log_variance";

  /** Whether pictures are 0 to 1, so that what is given back goes through a sigmoid. */
  boolean unit();

  /**
   * The way out alone, from the same parameters: for sampling, traversal and unpacking. Its input
   * is (L, 1, 1) or a code.
   */
  Net decoder();
}
