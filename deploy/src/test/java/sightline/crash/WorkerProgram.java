package sightline.crash;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import sightline.inference.InferenceConfig;
import sightline.inference.InferenceWorkers;

/**
 * A worker process that halts at the point it is given. Arguments: settings of the workers as JSON,
 * {@link HaltPoint}, at which arrival. A line {@value #CLOSE} on standard input closes it; the end
 * of standard input means that the parent is gone, and ends it.
 */
public final class WorkerProgram {

  static final String CLOSE = "close";

  /** The stream threads ended by themselves: never expected. */
  static final int FAILED = 87;

  private static final int ORPHANED = 88;
  private static final long LOOK_EVERY_MS = 100;

  private WorkerProgram() {}

  public static void main(String... arguments) throws Exception {
    var config = InferenceConfig.read(new ObjectMapper().readTree(arguments[0]));
    var fuse = new Fuse(HaltPoint.valueOf(arguments[1]), Integer.parseInt(arguments[2]));
    var workers =
        InferenceWorkers.start(
            config, InferenceWorkers.loadModel(config), new HaltingClients(fuse));
    var watch = Executors.newSingleThreadScheduledExecutor();
    watch.scheduleWithFixedDelay(
        () -> endUnlessLive(workers), LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    awaitClose();
    watch.shutdownNow();
    workers.close();
    System.exit(0);
  }

  private static void endUnlessLive(InferenceWorkers workers) {
    if (!workers.isLive()) {
      Runtime.getRuntime().halt(FAILED);
    }
  }

  private static void awaitClose() throws Exception {
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String order = orders.readLine();
    if (!CLOSE.equals(order)) {
      Runtime.getRuntime().halt(ORPHANED);
    }
  }
}
