package sightline.deploy.soak.swap;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a run of swaps is to be.
 *
 * @param swaps how many
 * @param seed of the scenes and of the moments at which processes are killed
 * @param model ONNX file
 * @param minScore of the first version; the others have other ones
 * @param folder of everything the run writes but its reports; deleted by whoever made it
 */
public record SwapOptions(int swaps, long seed, Path model, double minScore, Path folder) {

  static final String SLOT = "soak";
  static final int CAMERAS = 8;
  static final double FRAMES_PER_SECOND = 30.0 / CAMERAS;

  /** The worker that is never killed, so that its memory can be followed from end to end. */
  static final String STEADY = "worker-1";

  static final String MORTAL = "worker-2";
  static final Set<String> WORKERS = Set.of(STEADY, MORTAL);

  List<String> cameraNames() {
    return IntStream.rangeClosed(1, CAMERAS).mapToObj(number -> "camera-" + number).toList();
  }
}
