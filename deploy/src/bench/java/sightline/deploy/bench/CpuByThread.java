package sightline.deploy.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** CPU time of this process by what its threads are for. Threads that ended are not counted. */
final class CpuByThread {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Map<Long, Long> nanosByThread = new HashMap<>();
  private final long processNanos = PROCESS.getProcessCpuTime();

  private CpuByThread() {
    for (long id : THREADS.getAllThreadIds()) {
      nanosByThread.put(id, THREADS.getThreadCpuTime(id));
    }
  }

  static CpuByThread now() {
    return new CpuByThread();
  }

  /** Nanoseconds since {@code before}, by role, the whole process last. */
  Map<String, Long> since(CpuByThread before) {
    var byRole = new LinkedHashMap<String, Long>();
    for (String role : new String[] {"lanes", "stream thread", "clients", "broker", "ingest"}) {
      byRole.put(role, 0L);
    }
    long inJava = 0;
    for (var thread : nanosByThread.entrySet()) {
      ThreadInfo info = THREADS.getThreadInfo(thread.getKey());
      long spent = thread.getValue() - before.nanosByThread.getOrDefault(thread.getKey(), 0L);
      if (info != null && spent > 0) {
        byRole.merge(role(info.getThreadName()), spent, Long::sum);
        inJava += spent;
      }
    }
    long process = processNanos - before.processNanos;
    byRole.put("JIT, GC and other native threads", Math.max(0, process - inJava));
    byRole.put("whole process", process);
    return byRole;
  }

  private static String role(String thread) {
    if (thread.startsWith("detect-")) {
      return "lanes";
    }
    if (thread.contains("StreamThread") && !thread.contains("producer")) {
      return "stream thread";
    }
    if (thread.startsWith("ingest-")) {
      return "ingest";
    }
    if (thread.startsWith("kafka-producer-network")
        || thread.startsWith("bench-")
        || thread.startsWith("kafka-admin")
        || thread.startsWith("kafka-coordinator")
        || thread.startsWith("main")) {
      return "clients";
    }
    return "broker";
  }
}
