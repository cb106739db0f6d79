package sightline.inference;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs the inference workers alone: {@code InferenceMain [overrides.yaml]}. */
public final class InferenceMain {

  private InferenceMain() {}

  public static void main(String[] args) throws Exception {
    InferenceConfig config =
        args.length == 0 ? InferenceConfig.defaults() : InferenceConfig.read(Path.of(args[0]));
    InferenceWorkers workers = InferenceWorkers.start(config);
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  workers.close();
                  stopped.countDown();
                },
                "inference-stop"));
    stopped.await();
  }
}
