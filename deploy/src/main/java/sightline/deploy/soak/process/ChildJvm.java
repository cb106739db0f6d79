package sightline.deploy.soak.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How another Java process like this one is started.
 *
 * @param mainClass of it
 * @param heapMegabytes most heap, MiB
 * @param folder of its log and its temporary files; what a killed process leaves behind goes with
 *     it
 * @param arguments of its main
 */
public record ChildJvm(Class<?> mainClass, int heapMegabytes, Path folder, List<String> arguments) {

  public ChildJvm {
    arguments = List.copyOf(arguments);
  }

  List<String> command() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(ChildJvm::isForChildren)
        .forEach(command::add);
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xshare:auto");
    command.add("-Xmx" + heapMegabytes + "m");
    command.add("-Dsightline.log.file=" + folder.resolve("sightline.log"));
    command.add("-Djava.io.tmpdir=" + folder);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(mainClass.getName());
    command.addAll(arguments);
    return command;
  }

  /**
   * Properties and access that libraries need; and the archive of classes; not memory or agents.
   */
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
