package sightline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import sightline.deploy.PlatformConfig;
import sightline.deploy.broker.BrokerConfig;

/** Settings of a platform for one test: free ports, one camera. */
final class TestSite {

  private TestSite() {}

  static PlatformConfig of(BrokerConfig broker, String location, Path model) {
    ObjectNode ingest = json().put("port", 0);
    ingest.putArray("cameras").addObject().put("name", "gate").put("location", location);
    ObjectNode inference = json().put("port", 0).put("model", model.toString());
    return new PlatformConfig(
        broker, ingest, inference, json().put("port", 0), json().put("port", 0));
  }

  /** A log in the Kafka at {@code bootstrapServers}. */
  static BrokerConfig externalLog(String bootstrapServers) {
    return BrokerConfig.read(json().put("external", bootstrapServers));
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
