package sightline.deploy.jvm;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java that runs this process, for others to be started with. */
public final class OwnJvm {

  private OwnJvm() {}

  /** Its program. */
  public static String program() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Its class path, for children that run in another folder. */
  public static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(joining(File.pathSeparator));
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
