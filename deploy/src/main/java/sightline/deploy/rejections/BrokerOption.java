package sightline.deploy.rejections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.TimeText;

/** The options that say where the log is, and how long it may be read. */
public final class BrokerOption {

  private static final String USUAL = "127.0.0.1:9092";

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = "The Kafka broker. Default: " + USUAL + ".")
  private String bootstrapServer;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A site file; its broker is asked.")
  private Path config;

  @Option(
      names = "--within",
      paramLabel = "TIME",
      defaultValue = "60s",
      description =
          "Longest time to read one topic; what was read by then is shown. Default:"
              + " ${DEFAULT-VALUE}.")
  private String within;

  /** {@code host:port} of the broker. */
  public String bootstrapServers() {
    if (bootstrapServer != null && config != null) {
      throw new BadInput("--bootstrap-server and --config both name a broker, expected one");
    }
    String address = config == null ? bootstrapServer : ofSite();
    if (address == null) {
      return USUAL;
    }
    if (!address.contains(":")) {
      throw new BadInput("--bootstrap-server is '%s', expected HOST:PORT".formatted(address));
    }
    return address;
  }

  public ReadLimits limits() {
    return ReadLimits.within(BadInput.unlessRead(() -> TimeText.duration("--within", within)));
  }

  private String ofSite() {
    if (!Files.isRegularFile(config)) {
      throw new BadInput("site file %s does not exist".formatted(config));
    }
    BrokerConfig broker = BadInput.unlessRead(() -> BrokerConfig.read(section()));
    if (!broker.external().isBlank()) {
      return broker.external();
    }
    if (broker.port() == 0) {
      throw new BadInput(
          "%s lets the broker take any port; name the one it printed with --bootstrap-server"
              .formatted(config));
    }
    return broker.reachableAs() + ":" + broker.port();
  }

  private JsonNode section() {
    try {
      JsonNode section = new YAMLMapper().readTree(config.toFile()).path("broker");
      return section.isObject() ? section : JsonNodeFactory.instance.objectNode();
    } catch (IOException e) { // its message may quote the file, and there may be a password in it
      throw new BadInput("%s cannot be read as YAML".formatted(config));
    }
  }
}
