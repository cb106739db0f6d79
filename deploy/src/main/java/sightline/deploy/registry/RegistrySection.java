package sightline.deploy.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sightline.deploy.jvm.LoopbackPort;
import sightline.deploy.jvm.OwnJvm;

/**
 * Section {@code registry} of a site file, filled up with what only this process knows: the broker,
 * the folder of the artifacts, and how a check is started.
 */
public final class RegistrySection {

  /** Most heap of a check; what the model itself takes is no heap. */
  private static final String CHECK_HEAP = "-Xmx512m";

  private static final String CHECK = "sightline.inference.check.CheckMain";

  private static final int USUAL_PORT = 8083;
  private static final int ANY_PORT = 0;

  private RegistrySection() {}

  /** {@code section} for workers that are called {@code applicationId}. */
  public static ObjectNode complete(
      ObjectNode section, String bootstrapServers, String applicationId, Path store) {
    ObjectNode whole =
        section
            .deepCopy()
            .put("bootstrapServers", bootstrapServers)
            .put("applicationId", applicationId);
    if (!whole.hasNonNull("storeFolder")) {
      whole.put("storeFolder", store.toString());
    }
    if (whole.path("port").asInt(USUAL_PORT) == ANY_PORT) {
      whole.put("port", freePort()); // others must be told where it is before it has opened one
    }
    ObjectNode checker = whole.withObjectProperty("checker");
    if (!checker.hasNonNull("command")) {
      var words = checker.putArray("command");
      checkCommand().forEach(words::add);
      checker.withObjectProperty("environment").put("CLASSPATH", OwnJvm.classPath());
    }
    return whole;
  }

  /** Where {@code address} is reached from this machine. */
  public static String url(String host, int port) {
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
    return "http://%s:%d".formatted(everywhere ? "127.0.0.1" : host, port);
  }

  private static int freePort() {
    try {
      return LoopbackPort.free();
    } catch (IOException e) {
      throw new UncheckedIOException("no port is free", e);
    }
  }

  /**
   * How a check is started. Without the class path: it is too long for some command lines, so the
   * environment has it.
   */
  public static List<String> checkCommand() {
    var command = new ArrayList<String>();
    command.add(OwnJvm.program());
    command.addAll(OwnJvm.optionsForChildren());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add(CHECK_HEAP);
    command.add(CHECK);
    return command;
  }
}
