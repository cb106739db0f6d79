package sightline.registry.shelf;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import sightline.events.slot.CameraChange;

/**
 * What can be done to the shelf. A future completes when the change stands in the log and on the
 * {@link Shelf}; it fails with {@link Refused} when nothing has changed.
 *
 * <p>Threading: any thread.
 */
public interface Changes {

  /**
   * Puts a version on the shelf under the next free number; {@code version} of the argument is
   * ignored. One whose digest and manifest the model has already is given back as it is.
   */
  CompletableFuture<ModelVersion> add(ModelVersion version);

  /**
   * Lets {@code alias} of a model mean {@code version}, or nothing when that is empty.
   *
   * @param edition of the model that was seen; negative: not said
   */
  CompletableFuture<Model> alias(
      String model, long edition, Map.Entry<String, String> alias, Who who);

  /** Says that the guessed manifest of a version is right. */
  CompletableFuture<ModelVersion> confirm(String model, String version, Who who);

  /**
   * Announces a change of a slot; completes when it is announced or, for what needs no worker,
   * done.
   */
  CompletableFuture<Promotion> change(SlotWish wish);

  /** Takes a promotion back that is not switched yet. */
  CompletableFuture<Promotion> cancel(String promotion, Who who);

  /**
   * Changes settings of a camera while it runs; all that are not named are as its site file says.
   *
   * @param wanted its edition is the one that was seen; negative: not said
   */
  CompletableFuture<CameraChange> camera(CameraChange wanted, Who who);

  /** Who wants something, and why. */
  record Who(String by, String why) {}
}
