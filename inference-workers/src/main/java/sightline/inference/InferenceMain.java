package sightline.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sightline.inference.engine.EngineRefused;

/** Runs the inference workers alone: {@code InferenceMain [overrides.yaml]}. */
public final class InferenceMain {

  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;

  private InferenceMain() {}

  public static void main(String[] args) throws InterruptedException {
    System.exit(run(args));
  }

  private static int run(String[] args) throws InterruptedException {
    var told = new CountDownLatch(1);
    try (StopSignals signals = StopSignals.install(told::countDown)) {
      InferenceConfig config =
          args.length == 0 ? InferenceConfig.defaults() : InferenceConfig.read(Path.of(args[0]));
      try (InferenceWorkers workers = InferenceWorkers.start(config)) {
        while (!told.await(1, TimeUnit.SECONDS) && workers.isLive()) {
          continue; // until told to stop, or until the stream threads have given up
        }
      }
      return signals.exitCodeOr(FAILED);
    } catch (EngineRefused | IOException | IllegalArgumentException e) {
      System.err.println("inference: " + e.getMessage());
      return BAD_INPUT;
    }
  }
}
