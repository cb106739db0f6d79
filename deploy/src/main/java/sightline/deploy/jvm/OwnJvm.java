package sightline.deploy.jvm;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

/** The Java that runs this process, for others to be started with. */
public final class OwnJvm {

  private OwnJvm() {}

  /** Its program. */
  public static String program() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  public static String classPath() {
    return System.getProperty("java.class.path");
  }

  /**
   * What children need of its options: properties and access that libraries ask for, and the
   * archive of classes; not memory or agents.
   */
  public static List<String> optionsForChildren() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(OwnJvm::isForChildren)
        .toList();
  }

  private static boolean isForChildren(String argument) {
    return (argument.startsWith("-D")
            && !argument.startsWith("-Dsightline.")
            && !argument.startsWith("-Djava.io.tmpdir"))
        || argument.startsWith("-XX:SharedArchiveFile=")
        || argument.equals("-Xlog:disable")
        || argument.startsWith("--add-opens")
        || argument.startsWith("--enable-native-access")
        || argument.startsWith("--sun-misc-unsafe-memory-access");
  }
}
