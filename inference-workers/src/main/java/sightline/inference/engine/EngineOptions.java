package sightline.inference.engine;

/**
 * How a session is to be opened.
 *
 * @param provider {@code auto}, {@code cpu}, {@code cuda} or {@code tensorrt}
 * @param device number of the GPU, from 0; ignored on the CPU
 * @param intraOpThreads threads inside one call on the CPU, at least 1
 */
public record EngineOptions(String provider, int device, int intraOpThreads) {

  public EngineOptions {
    if (device < 0 || intraOpThreads < 1) {
      throw new IllegalArgumentException(
          "device %d, intraOpThreads %d, expected 0 or more and 1 or more"
              .formatted(device, intraOpThreads));
    }
  }

  /** One thread a call on the CPU. */
  public static EngineOptions cpu() {
    return new EngineOptions("cpu", 0, 1);
  }
}
