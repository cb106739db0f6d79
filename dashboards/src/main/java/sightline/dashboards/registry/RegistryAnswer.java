package sightline.dashboards.registry;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * What the registry said.
 *
 * @param headers that are passed on, names in lower case
 */
public record RegistryAnswer(int status, Map<String, String> headers, Buffer body) {

  static final int SENT_ON = 307;

  public RegistryAnswer {
    headers = Map.copyOf(headers);
  }
}
