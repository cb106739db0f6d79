package sightline.deploy.soak.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The resident memory of processes over time, as Linux tells it; elsewhere there are no samples.
 *
 * <p>Threading: any thread.
 */
public final class MemoryWatch {

  /** Samples of one process that are kept; beyond that every other one goes. */
  private static final int MOST_SAMPLES = 240;

  private static final String RESIDENT = "VmRSS:";

  /**
   * @param atSeconds since the beginning of the run
   * @param bytes resident
   */
  public record Sample(double atSeconds, long bytes) {}

  /**
   * @param process name of it
   * @param samples in the order of time
   * @param peakBytes most that was seen, also in samples that are not kept
   */
  public record Memory(String process, List<Sample> samples, long peakBytes) {

    public Memory {
      samples = List.copyOf(samples);
    }
  }

  private static final class Series {
    private final List<Sample> samples = new ArrayList<>();
    private long peak;
    private long seen;
    private long every = 1;

    private void add(Sample sample) {
      peak = Math.max(peak, sample.bytes());
      if (seen++ % every != 0) {
        return;
      }
      samples.add(sample);
      if (samples.size() > MOST_SAMPLES) {
        for (int i = samples.size() / 2; i > 0; i--) {
          samples.remove(2 * i - 1);
        }
        every *= 2;
      }
    }
  }

  private final Map<String, Series> processes = new LinkedHashMap<>();

  /** Notes what process {@code pid}, called {@code name}, holds. */
  public void sample(String name, long pid, Duration at) {
    resident(pid).ifPresent(resident -> add(name, new Sample(at.toMillis() / 1e3, resident)));
  }

  /** Bytes that process {@code pid} holds now; empty where the system does not say. */
  public OptionalLong resident(long pid) {
    return residentBytes(Path.of("/proc", Long.toString(pid), "status"));
  }

  synchronized void add(String name, Sample sample) {
    processes.computeIfAbsent(name, any -> new Series()).add(sample);
  }

  /** What was seen, by process. */
  public synchronized List<Memory> memory() {
    return processes.entrySet().stream()
        .map(entry -> new Memory(entry.getKey(), entry.getValue().samples, entry.getValue().peak))
        .toList();
  }

  private static OptionalLong residentBytes(Path status) {
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (IOException | NumberFormatException e) { // gone, or no Linux
      return OptionalLong.empty();
    }
  }
}
