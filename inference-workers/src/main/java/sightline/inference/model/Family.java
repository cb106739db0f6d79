package sightline.inference.model;

import java.util.Optional;
import java.util.Set;
import sightline.inference.family.Families;

/**
 * A kind of net that is read in one way and can be told by its tensors. One class per family;
 * {@link Families} lists them.
 *
 * <p>Threading: immutable, any thread.
 */
public interface Family {

  /** The word for it in manifests: {@code decoder.family}. */
  String name();

  /** Its tensors in a few characters, for error messages. */
  String tensors();

  /** The keys that {@code decoder} may have besides {@code family}. */
  Set<String> parameters();

  /** What can be taken for granted if the tensors are those of this family. */
  Optional<Recognized> recognize(ModelTensors tensors);

  /**
   * Compares a finished manifest with the file.
   *
   * @throws BadManifest when the two contradict each other
   */
  void check(ModelManifest manifest, ModelTensors tensors);
}
