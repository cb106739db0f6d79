package sightline.deploy.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import sightline.deploy.soak.plan.FaultKind;
import sightline.deploy.soak.plan.FaultPlan;

/**
 * What a run is to be.
 *
 * @param length of it, without start and end
 * @param seed of the plan and of the scenes
 * @param cameras how many, 1 to 64
 * @param framesPerSecond of each camera
 * @param faults kinds to inject
 * @param model ONNX file
 * @param minScore detections below are dropped, 0 to 1
 * @param folder of everything the run writes but its reports; deleted by whoever made it
 */
record SoakOptions(
    Duration length,
    long seed,
    int cameras,
    double framesPerSecond,
    Set<FaultKind> faults,
    Path model,
    double minScore,
    Path folder) {

  private static final int WORKERS = 2;

  List<String> cameraNames() {
    return names("camera-", cameras);
  }

  List<String> workerNames() {
    return names("worker-", WORKERS);
  }

  FaultPlan plan() {
    return FaultPlan.of(seed, length, faults, cameraNames(), workerNames());
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> prefix + number).toList();
  }
}
