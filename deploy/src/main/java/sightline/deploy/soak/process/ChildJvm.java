package sightline.deploy.soak.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sightline.deploy.jvm.OwnJvm;

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
    command.add(OwnJvm.program());
    command.addAll(OwnJvm.optionsForChildren());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xshare:auto");
    command.add("-Xmx" + heapMegabytes + "m");
    command.add("-Dsightline.log.file=" + folder.resolve("sightline.log"));
    command.add("-Djava.io.tmpdir=" + folder);
    command.add("-cp");
    command.add(OwnJvm.classPath());
    command.add(mainClass.getName());
    command.addAll(arguments);
    return command;
  }
}
