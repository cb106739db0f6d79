package planted.inference;

import picocli.CommandLine;
import planted.ingest.Camera;

/** Knows another module and a library that has its home elsewhere. */
public final class Worker {

  public Camera camera(CommandLine command) {
    return command.isCaseInsensitiveEnumValuesAllowed() ? new Camera() : null;
  }
}
