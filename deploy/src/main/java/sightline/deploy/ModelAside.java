package sightline.deploy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import sightline.events.ModelRef;
import sightline.inference.InferenceConfig;
import sightline.inference.InferenceWorkers;
import sightline.inference.engine.EngineRefused;
import sightline.inference.slot.LoadedModel;

/**
 * A model that is being opened while the broker starts.
 *
 * <p>Threading: one thread, beside the one that opens the model.
 *
 * <p>Ownership: closes the model unless somebody took it.
 */
final class ModelAside implements AutoCloseable {

  private final CompletableFuture<LoadedModel> loading = new CompletableFuture<>();
  private boolean taken;

  private ModelAside() {}

  static ModelAside load(InferenceConfig config) {
    var aside = new ModelAside();
    var thread = new Thread(() -> aside.open(config), "load-model");
    thread.setDaemon(true);
    thread.start();
    return aside;
  }

  /**
   * Waits until the model is open; the caller owns it from now on.
   *
   * @throws EngineRefused when it cannot be used
   */
  LoadedModel take() throws EngineRefused {
    LoadedModel model = await();
    taken = true;
    return model;
  }

  /**
   * Waits until the model is open and says what it is called.
   *
   * @throws EngineRefused when it cannot be used
   */
  ModelRef ref() throws EngineRefused {
    return await().ref();
  }

  private LoadedModel await() throws EngineRefused {
    try {
      return loading.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof EngineRefused refused) {
        throw refused;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    if (!taken) {
      loading.thenAccept(LoadedModel::close);
    }
  }

  private void open(InferenceConfig config) {
    try {
      loading.complete(InferenceWorkers.loadModel(config));
    } catch (Throwable e) { // whoever waits must hear of an Error too
      loading.completeExceptionally(e);
    }
  }
}
