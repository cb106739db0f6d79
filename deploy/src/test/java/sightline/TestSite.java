package sightline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import sightline.deploy.PlatformConfig;
import sightline.deploy.broker.BrokerConfig;

/** Settings of a platform for one test: free ports, few cameras. */
final class TestSite {

  private TestSite() {}

  /** Camera gate. */
  static PlatformConfig of(BrokerConfig broker, String location, Path model) {
    ObjectNode inference = json().put("port", 0).put("model", model.toString());
    return of(broker, Map.of("gate", location), inference);
  }

  /** Cameras by name, and one slot. */
  static PlatformConfig of(Map<String, String> cameras, String slot, Path model) {
    ObjectNode inference = json().put("port", 0);
    inference.putArray("slots").addObject().put("name", slot).put("model", model.toString());
    return of(BrokerConfig.temporary(), cameras, inference);
  }

  /** A log in the Kafka at {@code bootstrapServers}. */
  static BrokerConfig externalLog(String bootstrapServers) {
    return BrokerConfig.read(json().put("external", bootstrapServers));
  }

  private static PlatformConfig of(
      BrokerConfig broker, Map<String, String> cameras, ObjectNode inference) {
    ObjectNode ingest = json().put("port", 0);
    ArrayNode list = ingest.putArray("cameras");
    cameras.forEach(
        (name, location) -> list.addObject().put("name", name).put("location", location));
    return new PlatformConfig(
        broker, ingest, inference, json().put("port", 0), json().put("port", 0));
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
