package sightline.dashboards.registry;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Map;

/**
 * What is asked of the registry.
 *
 * @param target path and query, as the registry knows them
 * @param headers that are passed on
 * @param body empty for uploads, whose body is streamed
 */
public record RegistryCall(
    HttpMethod method, String target, Map<String, String> headers, Buffer body) {

  public RegistryCall {
    headers = Map.copyOf(headers);
  }

  /** Whether the answer would be the same if it were asked twice. */
  boolean isRead() {
    return method.equals(HttpMethod.GET);
  }
}
