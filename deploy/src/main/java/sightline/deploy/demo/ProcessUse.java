package sightline.deploy.demo;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import sightline.deploy.soak.measure.MemoryWatch;

/**
 * What this process takes of the machine; processes that it started are not in it.
 *
 * @param residentBytes in memory now; -1 where the system does not say
 * @param heapBytes of it that Java's objects take, rubbish included
 * @param cpuSeconds of all cores since the process began; -1 where the system does not say
 */
public record ProcessUse(long residentBytes, long heapBytes, double cpuSeconds) {

  /** That of now. */
  public static ProcessUse now() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    long nanos =
        system instanceof com.sun.management.OperatingSystemMXBean own
            ? own.getProcessCpuTime()
            : -1;
    return new ProcessUse(
        new MemoryWatch().resident(ProcessHandle.current().pid()).orElse(-1),
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        nanos < 0 ? -1 : nanos / 1e9);
  }
}
