package sightline.registry;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the registry alone: {@code RegistryMain [config.yaml]}. */
public final class RegistryMain {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryMain.class);

  private RegistryMain() {}

  public static void main(String[] arguments) throws IOException {
    var config =
        arguments.length == 0
            ? RegistryConfig.defaults()
            : RegistryConfig.read(Path.of(arguments[0]));
    var registry = ModelRegistry.start(config);
    Runtime.getRuntime().addShutdownHook(new Thread(registry::close, "registry-stop"));
    LOG.info("the registry is at http://{}:{}/", config.host(), registry.port());
  }
}
